#!/usr/bin/env node
// What the build puts before the bundle of the program. An older Node would end with a stack.
if (!process.getBuiltinModule) {
  console.error(
    `otter-sts: this is Node ${process.version}, and 20.16 or newer is needed (of 22 the third release).`,
  );
  process.exit(1);
}
// The file may have any name. With one that ends in .mjs it is an ES module to Node, and there these are not defined.
if (typeof require === 'undefined') {
  globalThis.module = {};
  globalThis.require = process.getBuiltinModule('module').createRequire(process.argv[1]);
  globalThis.__filename = process.argv[1];
  globalThis.__dirname = require('node:path').dirname(__filename);
}
