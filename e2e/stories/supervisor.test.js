// A supervisor's morning: the red ones first, where days are lost, an organ is asked and answers, a typhoon, the list as a file.
import assert from 'node:assert/strict';

import { look } from '../city/look.js';
import { story } from '../city/story.js';

const PLACE = {
  region: '371625',
  answers: { place_kind: 'lodging', central_air: false },
  form: {
    place_name: '博城小院民宿',
    place_owner: '张三丰',
    place_phone: '13805430000',
    place_region: '371625',
    place_address: '博兴县博昌街道胜利二路 18 号',
    place_area: '180',
    place_staff: '3',
    place_delivery: 'electronic',
  },
};

story('a supervisor’s morning', async (city, chapter) => {
  const person = await city.person('zhangsanfeng');
  const bureau = city.organ('approval-371625');
  let supervisor;
  let question;

  await chapter('an application lies at the bureau until it is late', async () => {
    await person.starts('public-place-hygiene');
    await person.choosesRegion(PLACE.region);
    await person.answers(PLACE.answers);
    await person.continues();
    await person.fillsForm({ ...PLACE.form, place_licence_code: creditCode('92371625MA3C00001') });
    await person.attachesEverything();
    await person.commits();
    await person.submits();
    await person.follows();
    assert.match(await person.page.locator('#following').innerText(), /一般要多久还说不准/);
    await city.letPass(10);
    await person.seesWithoutReload('部门五日内没有告知补正');
    await city.letPass(5);
  });

  await chapter('the red one comes first, and the number opens its list', async () => {
    supervisor = await bureau.reviewer('supervise');
    const { page } = supervisor;
    await page.goto('/desk/oversight');
    await page.locator('.numbers a', { hasText: '超期' }).click();
    await page.waitForURL('**light=red**');
    assert.match(await page.locator('.watched li').first().innerText(), /超 \d+ 天/);
    await look(page, 'oversight');
  });

  await chapter('whoever has to know has been told', async () => {
    const { page } = supervisor;
    await page.locator('.watched li a').first().click();
    await page.locator('#history-title').waitFor();
    await page.getByText('告知审批局督查').first().waitFor();
  });

  await chapter('the organ is asked', async () => {
    const { page } = supervisor;
    await page.getByRole('link', { name: '请单位说明情况' }).click();
    await page.locator('#words').fill('请说明超期的原因和办完的日期。');
    await look(page, 'inquiry-ask');
    await page.getByRole('button', { name: '发出督办' }).click();
    await page.waitForURL('**/desk/inquiries/*');
    question = page.url();
  });

  await chapter('its head finds the question on the desk and answers', async () => {
    const head = await bureau.reviewer('sign');
    await head.page.goto('/desk');
    await head.page.getByRole('link', { name: /督查请本单位说明情况/ }).click();
    await head.page.locator('.watched a').first().click();
    await head.page.locator('#words').fill('窗口人员调整，今天受理。');
    await look(head.page, 'inquiry-answer');
    await head.page.getByRole('button', { name: '答复' }).click();
    await head.page.getByText('窗口人员调整，今天受理。').waitFor();
  });

  await chapter('the supervisor reads the answer and closes', async () => {
    const { page } = supervisor;
    await page.goto(question);
    await page.getByText('窗口人员调整，今天受理。').waitFor();
    await page.getByRole('button', { name: '办结督办' }).click();
    await page.getByText('已办结').first().waitFor();
  });

  await chapter('the late step is worked on all the same, and the days it lost are there', async () => {
    const clerk = await bureau.reviewer('handle');
    await clerk.opens('审查');
    await clerk.worksThrough();
    const { page } = supervisor;
    await page.goto('/desk/oversight/days');
    assert.match(await page.locator('.state').innerText(), /超出时限的/);
    await look(page, 'oversight-days');
    await page.goto('/desk/oversight/savings');
    await look(page, 'oversight-savings');
  });

  await chapter('a typhoon: first what would move, then the declaration', async () => {
    const { page } = supervisor;
    await page.goto('/desk/administration/calendar');
    const today = await page.locator('.month .today span').first().innerText();
    assert.ok(today);
    await page.locator('#day').fill(await nextWorkingDay(page));
    await page.locator('#region').selectOption(PLACE.region);
    await page.locator('#reason').fill('台风“梅花”');
    await page.locator('#ground').fill('博防指〔2026〕3号');
    await look(page, 'calendar');
    await page.getByRole('button', { name: '先看哪些期限会变' }).first().click();
    await page.getByText('改变的日子').waitFor();
    await look(page, 'calendar-preview');
    await page.getByRole('button', { name: '宣布', exact: true }).click();
    await page.waitForURL('**/desk/administration/calendar');
    assert.match(await page.locator('.declared li').first().innerText(), /台风“梅花”/);
  });

  await chapter('the list is taken out as a workbook', async () => {
    const { page } = supervisor;
    await page.goto('/desk/oversight?standing=ended');
    if (!(await page.getByRole('button', { name: '导出 XLSX' }).count())) await page.goto('/desk/oversight');
    await page.getByRole('button', { name: '导出 XLSX' }).click();
    const link = page.getByRole('link', { name: '下载文件' });
    await link.waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
  });
});

/** A working day within the next days, as the API's calendar says. */
async function nextWorkingDay(page) {
  const today = await page.locator('.demo-notice').innerText();
  const [, year, month, day] = /(\d{4}) 年 (\d+) 月 (\d+) 日/.exec(today);
  const at = later => {
    const date = new Date(Date.UTC(year, month - 1, Number(day) + later));
    return date.toISOString().slice(0, 10);
  };
  const answer = await page.request.get(`/api/v1/calendar/days?from=${at(1)}&through=${at(14)}`);
  return (await answer.json()).find(each => each.working).day;
}

/** A credit code with its check character (GB 32100). */
function creditCode(stem) {
  const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const sum = [...stem].reduce((sum, sign, place) => sum + signs.indexOf(sign) * (3 ** place % 31), 0);
  return stem + signs[(31 - (sum % 31)) % 31];
}
