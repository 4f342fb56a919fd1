import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judge, type Row } from './row.ts';

/** The results of `masker.ts` as rows. */
export function benchMasking(): Row[] {
  const script = join(import.meta.dirname, 'masker.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '64'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  return stdout
    .split(/^(?=.*:$)/m)
    .slice(1)
    .flatMap(rowsOf);
}

/** The rows of one log, whose name comes first. */
function rowsOf(section: string): Row[] {
  const [log = ''] = section.split(':\n');
  const own = /^masker +(.*? MB\/s)/m.exec(section)?.[1] ?? '';
  return [...section.matchAll(/^(sed.*?) {2,}.*masker ÷ this: (([\d.]+).*)$/gm)].map(
    ([, sed = '', ratio = '', median]) => ({
      what: `the masker, 3 secrets in all encodings, ${log}: ${own}`,
      beside: `GNU ${sed}`,
      measured: `${ratio} × its rate`,
      target: judge(Number(median) > 1, '> 1'),
    }),
  );
}
