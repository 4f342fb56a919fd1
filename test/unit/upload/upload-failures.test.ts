import { describe, expect, test } from 'vitest';
import { StoreFailure, type StoreFailureKind } from '../../../src/s3/failure.ts';
import { ArtifactFailure, type ArtifactFailureKind } from '../../../src/transfer/artifact/failure.ts';
import { UploadFailures } from '../../../src/transfer/upload/upload-failures.ts';

const store = (kind: StoreFailureKind) =>
  new StoreFailure({ kind, tried: "PUT 'k'", cameBack: `an answer of ${kind}`, remedy: 'Do something.' });
const artifact = (kind: ArtifactFailureKind) => new ArtifactFailure(kind, `a reason of ${kind}`);

function failed(...errors: readonly unknown[]): UploadFailures {
  const failures = new UploadFailures({ dryRun: false, overwrite: false });
  for (const [index, error] of errors.entries()) failures.add(`f${index}`, error);
  return failures;
}

function thrownBy(failures: UploadFailures, files: number, done: number): unknown {
  try {
    failures.throwIfAny(files, done);
  } catch (error) {
    return error;
  }
  return undefined;
}

test('without failures, nothing is thrown', () => {
  expect(thrownBy(failed(), 3, 3)).toBeUndefined();
});

describe('the whole upload is classified as', () => {
  test.each([
    { name: 'partial, if some files are there', errors: [artifact('failed')], done: 2, kind: 'partial' },
    { name: 'failed, if no file is there', errors: [artifact('failed')], done: 0, kind: 'failed' },
    { name: 'exists, if that is the only kind', errors: [artifact('exists')], done: 2, kind: 'exists' },
    { name: 'refused, if that is the only kind', errors: [store('refused')], done: 2, kind: 'refused' },
    {
      name: 'refused, if the session ended for good',
      errors: [store('expired')],
      done: 2,
      kind: 'refused',
    },
    {
      name: 'refused, if the other files exist',
      errors: [artifact('exists'), store('refused')],
      done: 0,
      kind: 'refused',
    },
    {
      name: 'partial, if files exist and others failed',
      errors: [artifact('exists'), artifact('failed')],
      done: 1,
      kind: 'partial',
    },
    {
      name: 'integrity, whatever else failed',
      errors: [artifact('failed'), store('integrity')],
      done: 9,
      kind: 'integrity',
    },
    { name: 'partial, if the storage is full', errors: [store('full')], done: 1, kind: 'partial' },
  ])('$name', ({ errors, done, kind }) => {
    expect(thrownBy(failed(...errors), 10, done)).toMatchObject({ name: 'ArtifactFailure', kind });
  });

  test('a bug of the program, which is thrown unchanged', () => {
    const fault = new TypeError('no');
    expect(thrownBy(failed(artifact('failed'), fault), 10, 1)).toBe(fault);
  });
});

describe('the other files', () => {
  test.each<StoreFailureKind>(['exists', 'integrity', 'no-upload', 'invalid', 'not-found'])(
    'continue after %s',
    (kind) => {
      expect(failed(store(kind)).signal.aborted).toBe(false);
    },
  );

  test.each<StoreFailureKind>(['refused', 'expired', 'full', 'server', 'network', 'timeout', 'tls'])(
    'are not tried after %s, which would affect each of them',
    (kind) => {
      const failure = store(kind);
      expect(failed(failure).signal.reason).toBe(failure);
    },
  );

  test('continue after a file that cannot be read', () => {
    expect(failed(artifact('failed')).signal.aborted).toBe(false);
  });
});

describe('the message', () => {
  test('names ten files with their reasons, counts the others, and says what to do', () => {
    const failures = failed(...Array.from({ length: 12 }, () => artifact('failed')));
    const { message } = thrownBy(failures, 20, 5) as Error;
    const lines = message.split('\n');
    expect(lines[0]).toBe('12 of 20 files failed, 5 are in the bucket, and no manifest was written.');
    expect(lines.slice(1, 11)).toEqual(
      Array.from({ length: 10 }, (_, index) => `  f${index}: a reason of failed`),
    );
    expect(lines.slice(11)).toEqual([
      '  and 2 more',
      expect.stringMatching(/^Not tried, .*: 3 files\.$/),
      'Run it again: files that are there already are not sent again.',
    ]);
  });

  test('removes runner commands from a name', () => {
    const failures = new UploadFailures({ dryRun: false, overwrite: false });
    failures.add('a\n::set-output name=x::y', artifact('failed'));
    const { message } = thrownBy(failures, 1, 0) as Error;
    expect(message.split('\n')[1]).toBe('  a?::set-output name=x::y: a reason of failed');
  });
});

test('a missing bucket is noticed once, and not for each file', () => {
  const failures = new UploadFailures({ dryRun: false, overwrite: false });
  const detail = { tried: 'PUT', cameBack: '404 NoSuchBucket', remedy: 'Check bucket.' };
  failures.add('a', new StoreFailure({ kind: 'not-found', code: 'NoSuchBucket', ...detail }));
  expect(failures.signal.aborted).toBe(true);
});
