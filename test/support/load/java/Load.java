import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts and gets without retries, once at least, until the stop file is there; prints what it did as JSON. */
class Load {
  public static void main(String[] args) throws Exception {
    String bucket = System.getenv("OTTER_BUCKET");
    int done = 0;
    List<String> failures = new ArrayList<>();
    try (S3Client s3 = S3Client.builder()
        .forcePathStyle(true)
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build()) {
      do {
        String key = "java/" + done % 10;
        try {
          s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("hello"));
          String read = s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asUtf8String();
          if (!read.equals("hello")) throw new Exception("read back: " + read);
          done += 1;
        } catch (Exception e) {
          failures.add('"' + e.toString().replaceAll("[\"\\\\\\p{Cntrl}]", " ") + '"');
        }
        // Without a pause it would take all of a machine that others are at work on.
        Thread.sleep(100);
      } while (!Files.exists(Path.of(args[0])));
    }
    System.out.println("{\"done\":" + done + ",\"failures\":" + failures + "}");
  }
}
