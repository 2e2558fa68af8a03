// What anybody sees, signed in or not: it answers, it reads well at two widths, and axe-core has nothing to say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openCity } from '../city/city.js';
import { look, nothingFound } from '../city/look.js';

let city;
before(async () => { city = await openCity(); });
after(async () => { await city?.close(); });

const PUBLIC = {
  home: '/',
  matters: '/matters',
  search: '/search?q=施工许可',
  'search-nothing': '/search?q=qqqq',
  guide: '/matters/ten-permits',
  'guide-small': '/matters/public-place-hygiene',
  preview: '/matters/ten-permits/preview',
  item: '/items/building-permit',
  'sign-in': '/sign-in',
  register: '/register',
  status: '/status',
  verify: '/verify',
  'demo-clock': '/demo/clock',
  'not-found': '/nothing-here',
};

for (const [name, address] of Object.entries(PUBLIC)) {
  test(`a visitor reads ${address}`, async () => {
    const visitor = await city.visitor();
    const answer = await visitor.visits(address);
    assert.equal(answer.status(), name === 'not-found' ? 404 : 200, address);
    await look(visitor.page, `public-${name}`);
    nothingFound();
  });
}

test('a visitor reads the home page in English', async () => {
  const visitor = await city.visitor();
  await visitor.visits('/');
  await visitor.page.getByRole('link', { name: 'English' }).click();
  await visitor.page.waitForLoadState();
  assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'en');
  await look(visitor.page, 'public-home-english');
  nothingFound();
});

test('elder mode enlarges every page', async () => {
  const visitor = await city.visitor();
  await visitor.visits('/');
  await visitor.page.getByRole('link', { name: '长辈模式' }).click();
  await visitor.page.waitForLoadState();
  assert.equal(await visitor.page.locator('html').getAttribute('data-size'), 'large');
  await look(visitor.page, 'public-home-elder');
  nothingFound();
});

test('somebody signs in with one click and sees whose desk it is', async () => {
  const reviewer = await city.organ('shengtai-371625').reviewer('handle');
  assert.match(await reviewer.page.locator('summary', { hasText: '蔡广义' }).innerText(), /承办/);
  await look(reviewer.page, 'desk-empty');
  nothingFound();
});

test('nothing broke while they looked', () => assert.deepEqual(city.troubles, []));
