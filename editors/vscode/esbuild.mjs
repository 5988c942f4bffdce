// Bundles the extension into two files: one small one that VS Code waits for, and the client library, which
// is loaded when a server is started.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/extension.ts', 'src/client.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', './client.js'],
  legalComments: 'none',
});
