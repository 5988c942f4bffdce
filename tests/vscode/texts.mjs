// Every text of the extension stands in English and in Vietnamese, and none is left over.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = join(dirname(fileURLToPath(import.meta.url)), '../../editors/vscode');
const read = (name) => readFileSync(join(extension, name), 'utf8');
const keys = (name) => Object.keys(JSON.parse(read(name))).sort();
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

assert.deepEqual(keys('package.nls.json'), all(read('package.json'), /"%([^"%]+)%"/g));
assert.deepEqual(keys('package.nls.vi.json'), keys('package.nls.json'));
const sources = readdirSync(join(extension, 'src')).map((name) => read(`src/${name}`)).join('\n');
assert.deepEqual(keys('l10n/bundle.l10n.vi.json'), all(sources, /l10n\.t\(\s*'([^']*)'/g));

const { commands, keybindings } = JSON.parse(read('package.json')).contributes;
const registered = all(sources.slice(sources.indexOf('COMMANDS:')).split('};')[0], /^ {2}(\w+)[:,]/gm);
assert.deepEqual(commands.map((c) => c.command.replace('gannhan.', '')).sort(), registered);
assert.ok(keybindings.every((k) => commands.some((c) => c.command === k.command)));
console.log('ok   texts in both languages, and a command behind every title and key');
