// Puts and gets without retries, once at least, until the stop file is there; prints what it did as JSON.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

var bucket = aws.String(os.Getenv("OTTER_BUCKET"))

func main() {
	ctx := context.Background()
	cfg, err := config.LoadDefaultConfig(ctx, config.WithRetryMaxAttempts(1))
	if err != nil {
		panic(err)
	}
	client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	done, failures := 0, []string{}
	for {
		err := oneRound(ctx, client, done)
		if err == nil && done == 0 {
			err = uploadInParts(ctx, client)
		}
		if err == nil {
			done++
		} else {
			failures = append(failures, err.Error())
		}
		if _, err := os.Stat(os.Args[1]); err == nil {
			break
		}
		// Without a pause it would take all of a machine that others are at work on.
		time.Sleep(100 * time.Millisecond)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"done": done, "failures": failures})
}

func oneRound(ctx context.Context, client *s3.Client, number int) error {
	key := fmt.Sprintf("go/%d", number%10)
	body := []byte("hello")
	if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: bytes.NewReader(body)}); err != nil {
		return err
	}
	return readBack(ctx, client, key, body)
}

// Both uploaders, with what they need for an RGW before 18.2.5 over https.
func uploadInParts(ctx context.Context, client *s3.Client) error {
	key, body := "go/in-parts", make([]byte, 20<<20)
	uploader := manager.NewUploader(client, func(u *manager.Uploader) {
		u.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
	})
	if _, err := uploader.Upload(ctx, &s3.PutObjectInput{Bucket: bucket, Key: &key, Body: bytes.NewReader(body)}); err != nil {
		return err
	}
	transfer := transfermanager.New(client, func(o *transfermanager.Options) {
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
	})
	input := &transfermanager.UploadObjectInput{Bucket: bucket, Key: &key, Body: bytes.NewReader(body)}
	if _, err := transfer.UploadObject(ctx, input); err != nil {
		return err
	}
	return readBack(ctx, client, key, body)
}

func readBack(ctx context.Context, client *s3.Client, key string, written []byte) error {
	object, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: &key})
	if err != nil {
		return err
	}
	defer object.Body.Close()
	read, err := io.ReadAll(object.Body)
	if err == nil && !bytes.Equal(read, written) {
		err = fmt.Errorf("read back %d bytes of %s", len(read), key)
	}
	return err
}
