// Pictures of VS Code at the main job, for the README and the tutorial.
//
//   node vscode.mjs VSCODE VSIX OUT
import { join } from 'node:path';
import { start, workspace } from '../vscode/editor.mjs';
import { Hand } from '../vscode/hand.mjs';

const [vscode, vsix, out] = process.argv.slice(2);
const SIZE = { width: 1120, height: 630 };

const folder = await workspace(['can-tho-sau-sap-nhap.txt'], { as: 'tin-tuc' });
const settings = {
  'editor.fontFamily': 'JetBrains Mono',
  'editor.fontSize': 13,
  'editor.lineHeight': 21,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'explorer.fileNesting.enabled': true,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.sideBar.location': 'left',
};
const editor = await start(vscode, vsix, { settings, path: '/usr/bin:/bin' });
try {
  const page = await editor.open(folder, { size: SIZE, scale: 1.5 });
  const hand = new Hand(page);
  const shoot = async (name) => {
    await page.mouse.move(SIZE.width - 5, 5);
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(out, `${name}.png`) });
  };
  await hand.open('can-tho-sau-sap-nhap.txt');
  await hand.settled('mentions', (c) => c.found > 40);
  await shoot('vscode-open');
  await page.keyboard.press('Control+b');
  for (let i = 0; i < 10; i += 1) await hand.press('Alt+a');
  await hand.settled('annotations', (c) => c.annotated >= 9);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.waitForSelector('.monaco-hover:not(.hidden) .hover-contents');
  await shoot('vscode-hover');
  await hand.press('Escape');
  await hand.press('Alt+Shift+a');
  await hand.settled('all that is certain', (c) => c.annotated > 30);
  await hand.press('Alt+n');
  await shoot('vscode-certain');
} finally {
  await editor.stop();
}
