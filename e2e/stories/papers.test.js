// What lies around the way: a paper that follows, a promise that was false, a person who is barred from promising again.
import assert from 'node:assert/strict';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { pdf } from '../city/papers.js';
import { story } from '../city/story.js';

const PLACE = {
  region: '371625',
  answers: { place_kind: 'beauty', central_air: false },
  form: {
    place_name: '博城巷口理发店',
    place_owner: '张三丰',
    place_phone: '13805430000',
    place_licence_code: '92371625MA3C00001X',
    place_region: '371625',
    place_address: '博兴县博昌街道胜利二路 20 号',
    place_area: '60',
    place_staff: '2',
    place_delivery: 'electronic',
  },
};

story('papers that follow and promises instead of proof', async (city, chapter) => {
  const person = await city.person('zhangsanfeng');
  const bureau = city.organ('approval-371625');

  await chapter('a paper follows, another is promised, and both are said before submission', async () => {
    await fillsIn(person);
    await person.page.locator('#later-hygiene-rules').check();
    await person.page.locator('#promise-hygiene-test').check();
    await look(person.page, 'papers-instead');
    await person.attachesOnly(['place-plan']);
    await person.page.getByText('以后补交的材料').waitFor();
    await look(person.page, 'papers-commitment');
    await person.page.locator('main form[action$="/commitment"] .acts button').click();
    assert.match(await person.problems(), /承诺没有确认/);
    await person.commits();
    await person.submits();
  });

  await chapter('the decision waits for the paper; supplied later, it is read and the permit granted', async () => {
    await everybodyWorks([bureau]);
    await person.follows();
    await person.page.getByText('容缺的').first().waitFor();
    await look(person.page, 'papers-owed');
    await person.page.getByRole('link', { name: '补交材料' }).first().click();
    await person.page.locator('input[name="material-hygiene-rules"]').setInputFiles(pdf('hygiene-rules'));
    await look(person.page, 'papers-supply');
    await person.page.locator('main form').getByRole('button', { name: '提交' }).click();
    await person.page.waitForURL(`**${person.application.address}`);
    await everybodyWorks([bureau]);
    await person.seesWithoutReload('办好了');
  });

  await chapter('the promise is checked, and found false; the person is told', async () => {
    const checker = await bureau.reviewer('handle');
    await checker.opens('核查承诺', 'status=open');
    await look(checker.page, 'papers-check');
    await checker.checksPromise(false, '现场检测，毛巾细菌超标');
    await person.follows();
    await person.page.getByText('经核查不实').first().waitFor();
    await look(person.page, 'papers-false');
  });

  await chapter('who promised falsely is not offered another promise', async () => {
    await fillsIn(person);
    await person.page.getByText('不能用告知承诺代替').first().waitFor();
    assert.equal(await person.page.locator('#promise-hygiene-test').count(), 0);
    await look(person.page, 'papers-barred');
  });
});

story('a notice is shown to anybody, also where nothing is announced', async (city, chapter) => {
  await chapter('a visitor finds the notices, and a wrong number is said', async () => {
    const page = await city.newPage('neighbour');
    await page.goto('/notices');
    await page.getByRole('heading', { level: 1, name: '公示' }).waitFor();
    await look(page, 'notices-none');
    await page.goto('/objections');
    await page.locator('#number').fill('YY-371625-2026-00001-1');
    await page.locator('#code').fill('23456789');
    await page.getByRole('button', { name: '看答复' }).click();
    await page.locator('.errors').waitFor();
    await look(page, 'objection-wrong');
  });
});

async function fillsIn(person) {
  await person.starts('public-place-hygiene');
  await person.choosesRegion(PLACE.region);
  await person.answers(PLACE.answers);
  await person.continues();
  await person.fillsForm({ ...PLACE.form, place_licence_code: creditCode('92371625MA3C00001') });
}

/** A unified social credit code with its check character (GB 32100). */
function creditCode(body) {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let sum = 0;
  let weight = 1;
  for (const one of body) {
    sum += characters.indexOf(one) * weight;
    weight = (weight * 3) % 31;
  }
  return body + characters[(31 - (sum % 31)) % 31];
}
