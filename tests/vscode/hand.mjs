// As a person at the keyboard.
import { until } from './editor.mjs';

/** What a person can see and press in a window. */
export class Hand {
  keys = 0;

  constructor(page) {
    this.page = page;
  }

  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  /** Opens a file by its name and waits for its text. */
  async open(name) {
    await this.page.keyboard.press('Control+p');
    await this.page.waitForSelector('.quick-input-widget input:visible');
    await this.page.keyboard.type(name);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${name}")`);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await this.page.waitForSelector('.editor-instance .view-line');
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.page.keyboard.press('F1');
    await this.page.waitForSelector('.quick-input-widget input:visible');
    await this.page.keyboard.type(title);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`);
    await this.page.keyboard.press('Enter');
  }

  /** Annotated and found, as the status bar shows them. */
  async counts() {
    const text = await this.page.locator('.statusbar-item[id$="gannhan.status"]').innerText().catch(() => '');
    const [, annotated, found] = /(\d+) \/ (\d+)/.exec(text) ?? [];
    return found === undefined ? undefined : { annotated: Number(annotated), found: Number(found) };
  }

  async settled(what, holds) {
    return until(what, async () => {
      const counts = await this.counts();
      return counts && holds(counts) ? counts : undefined;
    });
  }

  dirty() {
    return this.page.locator('.tab.dirty').count();
  }

  /** What pops up at the bottom. */
  async notices() {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }
}
