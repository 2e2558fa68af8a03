// The smallest application: one item, one organ, no gate; a person opens a guest house.
import assert from 'node:assert/strict';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { provenEvidence, verifiedAlone, wordsOfPdf } from '../city/papers.js';
import { story } from '../city/story.js';

const PLACE = {
  region: '371625',
  answers: { place_kind: 'lodging', central_air: false },
  form: {
    place_name: '博城小院民宿',
    place_owner: '张三丰',
    place_phone: '13805430000',
    place_licence_code: '92371625MA3C00001X',
    place_region: '371625',
    place_address: '博兴县博昌街道胜利二路 18 号',
    place_area: '180',
    place_staff: '3',
    place_delivery: 'electronic',
  },
};

story('a hygiene permit for a guest house', async (city, chapter) => {
  const person = await city.person('zhangsanfeng');
  const bureau = city.organ('approval-371625');

  await chapter('a wrong credit code is said at its field and what was typed stays', async () => {
    await person.starts('public-place-hygiene');
    await person.choosesRegion(PLACE.region);
    await person.answers(PLACE.answers);
    await person.continues();
    await person.page.locator('#place_name').fill(PLACE.form.place_name);
    await person.page.locator('#place_licence_code').fill('91371625MA3C000000');
    await person.page.getByRole('button', { name: '保存并继续' }).click();
    assert.match(await person.problems(), /校验|代码/);
    assert.equal(await person.page.inputValue('#place_name'), PLACE.form.place_name);
    await look(person.page, 'small-form-wrong');
    await person.page.locator('#place_licence_code').fill('');
  });

  await chapter('a person fills it in and submits', async () => {
    await person.fillsForm({ ...PLACE.form, place_licence_code: creditCode('92371625MA3C00001') });
    await look(person.page, 'small-materials');
    await person.attachesEverything();
    await person.commits();
    await person.submits();
    await person.follows();
    await look(person.page, 'small-follow');
  });

  await chapter('a stranger checks the evidence of its filing, with the city and without', async () => {
    await person.page.goto(`${person.application.address}/receipt`);
    await look(person.page, 'small-receipt');
    const evidence = await provenEvidence(person.page);
    const stranger = await city.visitor();
    await stranger.visits('/log');
    await look(stranger.page, 'log');
    const key = await stranger.page.locator('main code').innerText();
    assert.equal(key, evidence.key);
    const kept = await stranger.checksEvidence(evidence);
    assert.match(kept, /没有改动过/);
    assert.ok(kept.includes(person.application.number), kept);
    await look(stranger.page, 'log-kept');
    assert.match(verifiedAlone(evidence, key), /^genuine: .*proven/);
    const forged = { ...evidence, leaf: evidence.leaf.replace('submitted', 'withdrawn') };
    assert.match(await stranger.checksEvidence(forged), /记录被改动过/);
    await look(stranger.page, 'log-forged');
    await stranger.visits('/log');
    await stranger.page.getByRole('button', { name: '核验' }).click();
    await stranger.page.getByText('请选择存证凭据文件').first().waitFor();
    await look(stranger.page, 'log-nothing-chosen');
    await person.follows();
  });

  await chapter('the bureau accepts, reviews and signs; the permit is served', async () => {
    const clerk = await bureau.reviewer('handle');
    await clerk.opens('受理');
    await look(clerk.page, 'desk-acceptance');
    await everybodyWorks([bureau]);
    await person.seesWithoutReload('办好了');
    const [licence] = await person.licences();
    assert.match(licence.name, /卫生许可证/);
    await person.page.goto(licence.address);
    await look(person.page, 'small-certificate');
    const words = await wordsOfPdf(person.page, '下载（PDF）');
    assert.match(words, /公共场所卫生许可证/);
    assert.match(words, /张三丰/);
  });

  await chapter('what is finished takes no more commands', async () => {
    await person.follows();
    assert.equal(await person.page.getByRole('link', { name: '撤回申请' }).count(), 0);
    await person.page.goto(`${person.application.address}/withdrawal`);
    const button = person.page.locator('main form').getByRole('button', { name: '撤回申请' });
    if (await button.count()) {
      await button.click();
      await person.page.getByText('已经结束').first().waitFor();
    }
    await look(person.page, 'small-finished-withdrawal');
  });
});

/** The check character of a unified social credit code (GB 32100). */
function creditCode(seventeen) {
  const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...seventeen].reduce((sum, digit, place) => sum + digits.indexOf(digit) * (3 ** place % 31), 0);
  return seventeen + digits[(31 - (sum % 31)) % 31];
}
