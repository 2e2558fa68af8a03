// Looking at a page: nothing axe-core objects to, nothing cut off, pictures at two widths.
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = process.env.PICTURES ?? fileURLToPath(new URL('../screenshots', import.meta.url));
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TOUR_HEIGHT_MAX = 1240;
/** A long page on a busy machine takes its time. */
const SCREENSHOT_MS_MAX = 60_000;
/** A picture must not change what it shows: hiding the caret would leave empty styles on fields, which no page of ours may have. */
const UNTOUCHED = { animations: 'disabled', caret: 'initial' };
const WIDTHS = [1280, 390];
/** The pages of the README's tour, taken when TOUR names a folder. */
const TOUR = {
  'apply-0-guide-1280': 'guide',
  'apply-2-situation-1280': 'questions',
  'follow-asked-1280': 'following',
  'follow-asked-390': 'phone',
  'desk-claimed-1280': 'desk',
  'certificate-1280': 'certificate',
};

/** What was found while looking; a story goes on and is judged at its end. */
const findings = [];

/** Nothing may have been found. */
export function nothingFound() {
  assert.deepEqual(findings.splice(0), []);
}

/** Every page of the story is looked at once, under a name of its own. */
export async function look(page, name) {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await settled(page);
    await picture(page, `${name}-${width}`);
    await forTheTour(page, `${name}-${width}`);
    findings.push(...(await objections(page)).map(each => `${name} at ${width} px: ${each}`));
    findings.push(...(await overflowing(page)).map(each => `${name} at ${width} px: wider than the page: ${each}`));
  }
  await page.setViewportSize(before);
}

// As JPEG, which a browser packs in a third of the time: there are hundreds of them.
export async function picture(page, name) {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: path.join(PICTURES, `${name}.jpg`), type: 'jpeg', quality: 80, fullPage: true, ...UNTOUCHED, timeout: SCREENSHOT_MS_MAX });
}

async function forTheTour(page, name) {
  if (!process.env.TOUR || !TOUR[name]) return;
  const { width } = page.viewportSize();
  const long = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(long, TOUR_HEIGHT_MAX) };
  await page.screenshot({ path: path.join(process.env.TOUR, `${TOUR[name]}.png`), fullPage: true, ...UNTOUCHED, clip, timeout: SCREENSHOT_MS_MAX });
}

async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

async function objections(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await inject(page);
  const violations = await page.evaluate(async tags => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.slice(0, 3).map(node => `${node.target.join(' ')} — ${node.failureSummary?.split('\n').slice(1, 2).join('').trim()}`) }));
  }, RULES);
  return violations.map(({ id, help, where }) => `${id}: ${help}\n    ${where.join('\n    ')}`);
}

// The page's content security policy forbids inline scripts, as it should: axe comes through the debugger.
async function inject(page) {
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(AXE, 'utf8'));
}

/** What is wider than the screen although it does not scroll by itself. */
async function overflowing(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide + 1) return [];
    const scrolls = element => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter(element => element.getBoundingClientRect().right > wide + 1 && !scrolls(element))
      .slice(0, 5)
      .map(element => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}.${[...element.classList].join('.')} → ${Math.round(element.getBoundingClientRect().right)}`);
  });
}
