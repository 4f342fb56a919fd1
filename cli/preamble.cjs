#!/usr/bin/env node
// What comes before the bundle of the program. An older Node would end with a stack.
if (!process.getBuiltinModule) {
  console.error(
    `otter-sts: this is Node ${process.version}, and 20.16 or newer is needed (of 22 the third release).`,
  );
  process.exit(1);
}
// The file may have any name, and with one that ends in .mjs Node takes it for an ES module, in which these are not defined.
var require =
  typeof require === 'undefined'
    ? process.getBuiltinModule('module').createRequire(process.argv[1])
    : require;
var module = typeof module === 'undefined' ? {} : module;
var __filename = typeof __filename === 'undefined' ? process.argv[1] : __filename;
var __dirname = typeof __dirname === 'undefined' ? require('node:path').dirname(__filename) : __dirname;
