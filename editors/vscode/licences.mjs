// The notices of what is bundled: the client library and what it needs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const seen = new Set();
const visit = (name) => {
  if (seen.has(name)) return;
  seen.add(name);
  const { dependencies } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  Object.keys(dependencies ?? {}).forEach(visit);
};
visit('vscode-languageclient');
for (const name of [...seen].sort()) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const notice = existsSync(folder) && readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  if (!notice) throw new Error(`${name} has no licence file`);
  console.log(`${'='.repeat(72)}\n${name} ${version} (${license})\n\n${readFileSync(`${folder}/${notice}`, 'utf8').trim()}\n`);
}
