// An eatery: one notice of what is missing, a test that is not counted, an extension, lateness, a refusal with reasons.
import assert from 'node:assert/strict';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { story } from '../city/story.js';

const PLACE = {
  region: '371625',
  answers: { eatery_cold_food: true, eatery_large: true, eatery_sign: true, eatery_sewer: true },
  form: {
    place_name: '博昌楼饭店',
    place_owner: '张三丰',
    place_phone: '13805430000',
    place_licence_code: '92371625MA3C00001',
    place_region: '371625',
    place_address: '博兴县博昌街道新城一路 6 号',
    place_area: '420',
    place_staff: '12',
    place_delivery: 'electronic',
  },
};

story('an eatery asks four departments at once', async (city, chapter) => {
  const person = await city.person('zhangsanfeng');
  const [food, fire, signs, water, bureau] = ['shichang', 'xiaofang', 'chengguan', 'zhujian', 'approval'].map(organ => city.organ(`${organ}-371625`));

  await chapter('a person asks for all four in one application', async () => {
    await person.readsGuide('open-eatery');
    await look(person.page, 'formal-guide');
    const form = { ...PLACE.form, place_licence_code: creditCode(PLACE.form.place_licence_code) };
    await person.appliesFor('open-eatery', { ...PLACE, form });
  });

  await chapter('two departments find something missing: it is one notice', async () => {
    const inspector = await food.reviewer('handle');
    await inspector.opens('食品经营受理');
    await look(inspector.page, 'formal-desk-acceptance');
    await inspector.opens('食品经营受理');
    await inspector.findsMissing('一、平面图没有标注专间的面积；\n二、没有写食品安全管理人员。', ['eatery-layout', 'food-safety-rules']);
    assert.match(await inspector.page.locator('#work').innerText(), /还在等/);
    await person.follows();
    assert.doesNotMatch(await person.standing(), /补正/, 'nothing is asked before all have answered');

    await (await fire.reviewer('handle')).opens('消防安全检查受理').then(chief => chief.accepts());
    await (await signs.reviewer('handle')).opens('店招备案受理').then(officer => officer.accepts());
    const drains = await water.reviewer('handle');
    await drains.opens('排水许可受理');
    await drains.findsMissing('隔油池的容积没有写。', ['eatery-drain-plan']);
    assert.match(await drains.state(), /已告知补正/);
    await look(drains.page, 'formal-desk-supplement');
  });

  await chapter('the person reads one list and supplies it at once', async () => {
    await person.follows();
    assert.match(await person.standing(), /请您补正材料/);
    const asked = await person.page.locator('#following div.ask').innerText();
    assert.match(asked, /没有写食品安全管理人员/);
    assert.match(asked, /隔油池的容积没有写/);
    await look(person.page, 'formal-supplement-asked');
    await person.page.locator('#following div.ask').getByRole('link', { name: '补正材料' }).click();
    await look(person.page, 'formal-supplement');
    await person.page.locator('main form').getByRole('button', { name: '提交补正材料' }).click();
    assert.match(await person.problems(), /请上传需要补正的这份材料/);
    await person.supplies('都补好了。');
    assert.doesNotMatch(await person.standing(), /请您补正/);
  });

  await chapter('asking a second time is refused; acceptance goes on', async () => {
    const inspector = await food.reviewer('handle');
    await inspector.opens('食品经营受理');
    assert.equal(await inspector.page.locator('#supplement-form').count(), 0);
    await inspector.accepts();
    const drains = await water.reviewer('handle');
    await drains.opens('排水许可受理');
    await drains.accepts();
  });

  await chapter('the drains need a test: proposed, signed, and both clocks stand', async () => {
    const drains = await water.reviewer('handle');
    await drains.opens('排水许可审查');
    await drains.claims();
    await drains.page.locator('#special > summary').click();
    await look(drains.page, 'formal-desk-procedures');
    await drains.page.reload();
    await drains.proposesSpecial('test', 5, '由县排水监测站采样，检测动植物油和悬浮物。');
    const head = await bureau.reviewer('sign');
    await head.opensProposal('特别程序');
    await look(head.page, 'formal-desk-approval');
    await head.opensProposal('特别程序');
    await head.approves();
    await person.follows();
    assert.match(await person.page.locator('#cases').innerText(), /正在检测/);
    await look(person.page, 'formal-special');
  });

  await chapter('the food department needs longer: its head allows ten days', async () => {
    const inspector = await food.reviewer('handle');
    await inspector.opens('食品经营审查');
    await inspector.claims();
    await inspector.proposesExtension(11, '专间改造需要复查。').then(() => assert.fail('eleven days are more than the law gives'), error => assert.match(error.message, /1 到 10/));
    assert.equal(await inspector.page.inputValue('#extend-reasons'), '专间改造需要复查。', 'what was typed is there');
    await inspector.page.locator('#extension-form #extend-days').fill('10');
    await inspector.page.locator('#extension-form .acts button').click();
    await inspector.page.getByText('已提请审批').first().waitFor();
    const head = await food.reviewer('sign');
    await head.opensProposal('延长办理期限');
    await head.approves();
    await person.follows();
    assert.match(await person.page.locator('#cases').innerText(), /经批准延长 10 个工作日/);
  });

  await chapter('two weeks pass: the fire check is late, the test takes longer than announced', async () => {
    await city.letPass(10);
    const chief = await fire.reviewer('handle');
    await chief.opens('消防安全检查', 'status=late');
    await look(chief.page, 'formal-desk-late');
    assert.match(await chief.page.locator('#work .work-title').innerText(), /超 \d+ 天/);
    const drains = await water.reviewer('handle');
    await drains.opens('排水许可审查', '');
    assert.match(await drains.state(), /已超过告知的时间 \d+ 个工作日/);
    await look(drains.page, 'formal-desk-special');
    await drains.opens('排水许可审查', '');
    await person.follows();
    assert.match(await person.page.locator('#cases').innerText(), /已超过告知的时间/);
    await look(person.page, 'formal-late');
    await drains.recordsResult('县排水监测站：动植物油 38 mg/L，合格。');
    assert.match(await drains.state(), /前/);
  });

  await chapter('the fire check is refused, with its reasons', async () => {
    await fire.opinion('消防安全检查', { opinion: 'not_supported', words: '二楼疏散通道被隔断封堵。' });
    const head = await fire.reviewer('sign');
    await head.opens('消防安全检查签发');
    await head.refuses('二楼疏散通道被隔断封堵，不符合《消防法》第二十八条。');
    await person.follows();
    assert.match(await person.page.locator('#cases').innerText(), /不符合《消防法》第二十八条/);
    await look(person.page, 'formal-refused');
  });

  await chapter('the others are granted and served', async () => {
    await everybodyWorks([food, signs, water, bureau]);
    await person.seesWithoutReload('办好了');
    assert.equal((await person.licences()).length, 3);
    await person.follows();
    await look(person.page, 'formal-finished');
  });
});

/** The check character of a unified social credit code (GB 32100). */
function creditCode(seventeen) {
  const digits = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...seventeen].reduce((sum, digit, place) => sum + digits.indexOf(digit) * (3 ** place % 31), 0);
  return seventeen + digits[(31 - (sum % 31)) % 31];
}
