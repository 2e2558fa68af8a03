// A story is told in chapters, one after another; what follows a broken chapter is not told.
import { test } from 'node:test';
import assert from 'node:assert/strict';

import { openCity } from './city.js';
import { nothingFound, picture } from './look.js';

const MINUTES_MAX = 10;

export function story(title, tell) {
  test(title, { timeout: MINUTES_MAX * 60_000 }, async t => {
    const city = await openCity();
    let broken = null;
    const chapter = (name, act) => t.test(name, async chapter => {
      if (broken) return chapter.skip(`after “${broken}”`);
      try {
        await act();
      } catch (error) {
        broken = name;
        for (const [index, page] of city.pages().entries()) await picture(page, `broken-${index}`).catch(() => {});
        error.message += `\n  pages: ${city.pages().map(page => page.url()).join(' ')}`;
        throw error;
      }
    });
    try {
      await tell(city, chapter);
      await t.test('axe-core finds nothing, and nothing is wider than a page', nothingFound);
      await t.test('nothing broke behind the scenes', () => assert.deepEqual(city.troubles, []));
    } finally {
      await city.close();
    }
  });
}
