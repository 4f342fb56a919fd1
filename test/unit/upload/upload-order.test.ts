import { expect, test } from 'vitest';
import { wavesOf } from '../../../src/transfer/upload/upload-order.ts';

const wavesOfPaths = (paths: readonly string[]) =>
  wavesOf(paths.map((path) => ({ file: { path } }))).map((wave) => wave.map(({ file }) => file.path));

test('a file that refers to others is sent after them, and one that refers to pages at the end', () => {
  const others = ['app.js', 'index.js', 'data.json', 'logo.svg', 'docs/html', 'index.html.gz', 'news.txt'];
  const pages = ['about.HTML', 'a/b.htm', 'app.webmanifest', 'manifest.json', 'build/asset-manifest.json'];
  const entrances = [
    ...['index.html', 'a/index.htm', 'index.yaml', 'index.json'],
    ...['sitemap.xml', 'feed.rss', 'news.atom', 'sw.js', 'my-service-worker.mjs', 'ngsw/serviceworker.js'],
  ];
  expect(wavesOfPaths([...entrances, ...pages, ...others])).toEqual([others, pages, entrances]);
});
