/** vitest's global setup for the suite of the executables. */
import { buildExecutable } from '../../gitlab/build-executable.ts';

export default function setUp(): void {
  for (const target of ['linux-x64', 'linux-x64-musl', 'linux-arm64', 'linux-arm64-musl', 'macos-arm64'])
    buildExecutable(target);
}
