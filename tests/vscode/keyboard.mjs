// As a hand on the keyboard: what a person sees, and what stands on disk afterwards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { start, until, workspace } from './editor.mjs';
import { Hand } from './hand.mjs';

const [vscode, vsix, bin] = process.argv.slice(2);
const ARTICLE = 'von-oda-hanh-lang-dong-tay.txt';

const read = (folder, name) => readFileSync(join(folder, name), 'utf8');
function annotations(folder) {
  const text = [...read(folder, ARTICLE)];
  const lines = read(folder, `${ARTICLE}.anno.jsonl`).trim().split('\n').map((line) => JSON.parse(line));
  const found = lines.filter((line) => line.type === 'Annotation');
  for (const { target } of found) {
    const [at, quote] = target.selector;
    assert.equal(text.slice(at.start, at.end).join(''), quote.exact);
  }
  return found;
}

/** VS Code's own themes, and the class that each gives the window. */
const IDS = {
  'Light High Contrast': 'hc-light',
  'Dark Modern': 'vs-dark',
  'Dark High Contrast': 'hc-black',
  'Light Modern': 'vs',
};

/** In the page: the colours of the text and of the editor behind it, of the first word that begins with each. */
function colourOf(words) {
  const rgb = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
  const back = getComputedStyle(document.querySelector('.monaco-editor .monaco-editor-background')).backgroundColor;
  return words.map((word) => {
    const span = [...document.querySelectorAll('.view-line span span')].find((s) => s.textContent.replaceAll('\u00a0', ' ').includes(word) && /mtk/.test(s.className));
    return span && [rgb(getComputedStyle(span).color).join(), rgb(back).join()];
  });
}

/** WCAG's contrast of two colours. */
function contrast(a, b) {
  const light = (colour) => {
    const [r, g, b] = colour.split(',').map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const TESTS = {
  async 'twenty mentions by key'(hand, folder) {
    await hand.open(ARTICLE);
    const { found } = await hand.settled('mentions', (c) => c.found > 40 && c.annotated === 0);
    await hand.page.waitForSelector('.squiggly-info');
    const text = await until('hints', async () => {
      const shown = await hand.page.locator('.view-lines').first().innerText();
      return shown.replaceAll('\u00a0', ' ').includes('₫') && shown;
    });
    assert.ok(text.length > 500);
    hand.keys = 0;
    await hand.press('Alt+a');
    for (let done = 1; done <= 20; done += 1) {
      await hand.press('Alt+a');
      await hand.settled(`${done} annotated`, (c) => c.annotated === done);
    }
    console.log(`     ${hand.keys} keys for 20 mentions of ${found}`);
    assert.ok(hand.keys <= 40);
    assert.equal(annotations(folder).length, 20);
    assert.equal(await hand.dirty(), 0);
    assert.deepEqual(await hand.notices(), []);
  },

  async 'the quick fix menu offers the same'(hand, folder) {
    await hand.press('Alt+n');
    await hand.press('Control+.');
    await hand.page.waitForSelector('.action-widget .monaco-list-row.action');
    assert.match(await hand.page.locator('.action-widget .monaco-list-row.action').first().innerText(), /Annotate/);
    await hand.press('Enter');
    await hand.settled('the annotation', (c) => c.annotated === 21);
    assert.equal(annotations(folder).length, 21);
  },

  async 'a hover by key tells what is known'(hand) {
    await hand.press('Alt+n');
    await hand.page.keyboard.press('Control+k');
    await hand.page.keyboard.press('Control+i');
    const hover = hand.page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    await hover.waitFor();
    assert.ok((await hover.innerText()).length > 20);
    await hand.press('Escape');
  },

  async 'all that is certain by one key, rejecting the next by another'(hand, folder) {
    hand.keys = 0;
    const before = (await hand.counts()).annotated;
    await hand.press('Alt+Shift+a');
    const { annotated } = await hand.settled('all certain ones', (c) => c.annotated > before + 10);
    console.log(`     ${hand.keys} key for ${annotated - before} certain mentions`);
    assert.equal(annotations(folder).length, annotated);
    assert.equal(await hand.dirty(), 0);
  },

  async 'the annotations beside; typing above; saving; undoing'(hand, folder) {
    await hand.press('Alt+Shift+s');
    await hand.page.waitForSelector(`.tab[data-resource-name="${ARTICLE}.anno.jsonl"]`);
    const first = annotations(folder)[0].target.selector[0].start;
    await hand.page.keyboard.press('Control+Home');
    await hand.page.keyboard.type('Tin nóng\n');
    await hand.page.keyboard.press('Control+s');
    await until('the annotations to follow', () => {
      const line = JSON.parse(read(folder, `${ARTICLE}.anno.jsonl`).split('\n')[1]);
      return line.target.selector[0].start === first + 9;
    });
    annotations(folder);
    for (let i = 0; i < 10 && read(folder, ARTICLE).startsWith('Tin'); i += 1) {
      await hand.page.keyboard.press('Control+z');
      await hand.page.keyboard.press('Control+s');
      await hand.page.waitForTimeout(150);
    }
    await until('the annotations to come back', () => {
      const line = JSON.parse(read(folder, `${ARTICLE}.anno.jsonl`).split('\n')[1]);
      return line.target.selector[0].start === first;
    });
    await until('no dirty tab', async () => (await hand.dirty()) === 0);
    execFileSync(bin, ['lint', folder]);
  },

  async 'the colours can be read on light, dark and high contrast'(hand) {
    for (const theme of Object.keys(IDS)) {
      await hand.page.keyboard.press('Control+k');
      await hand.page.keyboard.press('Control+t');
      await hand.page.waitForSelector('.quick-input-list .monaco-list-row:has-text("Solarized")');
      await hand.page.keyboard.type(theme);
      await hand.page.waitForSelector(`.quick-input-list .monaco-list-row.focused:has-text("${theme}")`);
      await hand.page.keyboard.press('Enter');
      // The window's colours come first, those of the words a moment later.
      await until(theme, () => hand.page.evaluate((id) => document.querySelector('.monaco-workbench').classList.contains(id), IDS[theme]));
      const seen = await until(`the colours of ${theme}`, async () => {
        const colours = await hand.page.evaluate(colourOf, ['Quảng', 'Đoàn', 'USD']);
        await hand.page.waitForTimeout(400);
        const later = await hand.page.evaluate(colourOf, ['Quảng', 'Đoàn', 'USD']);
        const settled = JSON.stringify(colours) === JSON.stringify(later) && new Set(colours.map((c) => c?.[0])).size === 3;
        return settled && colours.every((c) => c) && colours;
      });
      const ratios = seen.map(([front, back]) => contrast(front, back));
      console.log(`     ${theme}: ${ratios.map((r) => r.toFixed(1)).join(', ')} to 1`);
      assert.ok(Math.min(...ratios) >= 4.4);
    }
  },

  // How long it takes depends on the machine; beside the editor's own extensions, in the same list, it doesn't.
  async 'activation takes no longer than that of the extensions beside it'(hand) {
    await hand.command('Developer: Show Running Extensions');
    const rows = hand.page.locator('.runtime-extensions-editor .monaco-list-row');
    await rows.filter({ hasText: 'Gannhan' }).waitFor();
    const times = (await rows.allInnerTexts()).map((row) => [row.includes('Gannhan'), /Activation:\s*(\d+)\s*ms/.exec(row)?.[1]]);
    const [own, others] = [true, false].map((is) => times.filter(([ours, took]) => ours === is && took).map(([, took]) => Number(took)));
    console.log(`     activation: ${own} ms (beside it: ${others.join(', ')})`);
    assert.ok(own.length === 1 && others.length > 1 && own[0] <= Math.max(...others));
  },
};

const folder = await workspace([ARTICLE]);
const editor = await start(vscode, vsix, { path: '/usr/bin:/bin' });
const page = await editor.open(folder);
const hand = new Hand(page);
try {
  for (const [name, test] of Object.entries(TESTS)) {
    const start = Date.now();
    await test(hand, folder);
    console.log(`ok   ${name} (${Date.now() - start} ms)`);
  }
} catch (error) {
  console.log(`FAIL ${error.stack}`);
  await page.screenshot({ path: '/tmp/gannhan-vscode-failed.png' });
  console.log('     see /tmp/gannhan-vscode-failed.png');
  process.exitCode = 1;
} finally {
  await editor.stop();
}
