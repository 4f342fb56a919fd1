/** Uses of standard output that need a system pipe, one row for each program, for both adapters. */
export const PIPE_USERS: readonly (readonly [script: string, stdout: string, stderr: string])[] = [
  ['echo hi >/dev/stderr', '', 'hi\n'],
  ['echo hi >/dev/stdout', 'hi\n', ''],
  ['echo hi | tee /dev/stderr', 'hi\n', 'hi\n'],
  ['exec 3>/dev/stderr; echo hi >&3', '', 'hi\n'],
  ['[ -p /dev/stdout ] && [ -p /dev/stderr ] && echo pipes', 'pipes\n', ''],
  [`python3 -c 'open("/dev/stdout", "w").write("hi\\n")'`, 'hi\n', ''],
  ['awk \'BEGIN { print "hi" > "/dev/stderr" }\'', '', 'hi\n'],
  ['echo hi | dd of=/dev/fd/1 status=none', 'hi\n', ''],
  // A background process that only holds its output open.
  ['(sleep 0.5; echo late >/dev/stderr) & echo hi', 'hi\n', 'late\n'],
  // It ends when its only reader ends.
  ['yes | head -2 || :', 'y\ny\n', ''],
];
