// The window and the helper: somebody of the city beside whoever applies, and both names on every act.
import assert from 'node:assert/strict';

import { look } from '../city/look.js';
import { Staff } from '../city/staff.js';
import { story } from '../city/story.js';

const SOMEBODY = { name: '孙大娘', number: residentNumber('37162519610503077') };
const SHOP = {
  place_name: '大娘理发',
  place_owner: '孙大娘',
  place_phone: '13805430000',
  place_licence_code: '92371625MA3C00001U',
  place_region: '371625',
  place_address: '博兴县博昌街道胜利二路 18 号',
  place_area: '68',
  place_staff: '2',
  place_delivery: 'window',
};

story('a clerk takes in somebody who stands at the window', async (city, chapter) => {
  const clerk = await new Staff(await city.newPage('clerk'), 'approval-371625-clerk').signIn();

  await chapter('the window begins with nobody there', async () => {
    await clerk.page.goto('/desk/counter');
    await clerk.page.getByText('今天还没有受理').waitFor();
    await look(clerk.page, 'counter-empty');
  });

  await chapter('nobody is taken in whom nobody checked; what was typed stays', async () => {
    await clerk.takesDown({ ...SOMEBODY, checks: [], matter: 'public-place-hygiene' });
    await clerk.opensVisit();
    assert.match(await clerk.problems(), /核验来人身份/);
    assert.equal(await clerk.page.inputValue('#name'), SOMEBODY.name);
    await look(clerk.page, 'counter-visit-wrong');
  });

  await chapter('the clerk fills in the same form for her, and prints the receipt', async () => {
    await clerk.takesDown({ ...SOMEBODY, checks: ['identity_card', 'face'], matter: 'public-place-hygiene' });
    await clerk.opensVisit();
    await clerk.page.getByText('代孙大娘办理').first().waitFor();
    await look(clerk.page, 'counter-apply');
    await clerk.choosesRegion('371625');
    await clerk.answers({ place_kind: 'beauty', central_air: false });
    await clerk.continues();
    await clerk.fillsForm(SHOP);
    await look(clerk.page, 'counter-materials');
    await clerk.attachesEverything();
    await look(clerk.page, 'counter-check');
    await clerk.submits();
    await look(clerk.page, 'counter-receipt');
    await clerk.page.emulateMedia({ media: 'print' });
    assert.equal(await clerk.page.locator('.for-another').isVisible(), false);
    assert.equal(await clerk.page.locator('.receipt .code svg').first().isVisible(), true);
    assert.equal(await clerk.page.locator('.receipt .receipt-proof .code svg').isVisible(), true);
    assert.equal(await clerk.page.locator('.receipt .query-code').isVisible(), true);
    await clerk.page.emulateMedia({ media: 'screen' });
  });

  await chapter('the visit over, the window reads back its intake and sees no papers', async () => {
    await clerk.endsVisit();
    await clerk.page.getByText(clerk.application.number).waitFor();
    await look(clerk.page, 'counter-day');
    await clerk.page.locator('#number').fill(clerk.application.number);
    await clerk.page.getByRole('button', { name: '读回' }).click();
    await clerk.page.getByRole('link', { name: '查看并打印回执' }).waitFor();
    await look(clerk.page, 'counter-intake');
    const hidden = await clerk.page.goto(clerk.application.address);
    assert.equal(hidden.status(), 404);
  });

  await chapter('she takes her account over with a slip of paper', async () => {
    await clerk.page.goto('/desk/counter/accounts');
    await clerk.page.locator('#name').fill(SOMEBODY.name);
    await clerk.page.locator('#resident_number').fill(SOMEBODY.number);
    await clerk.page.locator('input[value="identity_card"]').check();
    await clerk.page.getByRole('button', { name: '生成密码条' }).click();
    assert.match(await clerk.problems(), /两种不同/);
    await clerk.page.locator('input[value="face"]').check();
    await look(clerk.page, 'counter-accounts');
    await clerk.page.getByRole('button', { name: '生成密码条' }).click();
    const secret = (await clerk.page.locator('.receipt .number').innerText()).trim();
    await look(clerk.page, 'counter-slip');
    const her = await city.newPage('sundaniang');
    await her.goto('/sign-in');
    await her.locator('#name').fill(SOMEBODY.number);
    await her.locator('#password').fill(secret);
    await her.getByRole('button', { name: '登录', exact: true }).click();
    await her.waitForURL('**/account/password');
    await look(her, 'counter-first-password');
    await her.locator('#password').fill(secret);
    await her.locator('#new_password').fill('小清河畔种向日葵');
    await her.locator('main form').getByRole('button', { name: '修改密码' }).click();
    await her.waitForURL('**/account');
    await her.goto('/applications');
    await her.getByText('公共场所卫生许可').first().waitFor();
    await her.goto('/account/looks');
    await her.getByText('高广义').first().waitFor();
    await look(her, 'counter-looks');
    await her.goto('/authorisations');
    await look(her, 'counter-authorisations');
  });
});

story('a helper with and without authorisation', async (city, chapter) => {
  const supervisor = await new Staff(await city.newPage('supervisor'), 'approval-371625-supervise').signIn();
  const helper = await new Staff(await city.newPage('helper'), 'approval-371625-helper').signIn();
  const enterprise = await city.enterprise('渤海铝业有限公司', 'wanghaibo');
  let project;

  await chapter('the bureau gives a project its helper', async () => {
    await helper.page.goto('/desk/helping');
    await helper.page.getByText('还没有给您分配项目').waitFor();
    await look(helper.page, 'helping-empty');
    await supervisor.page.goto('/desk/helping?q=铝');
    await supervisor.page.locator('main h2 a', { hasText: '铝' }).first().click();
    await supervisor.page.waitForURL('**/desk/helping/*');
    project = new URL(supervisor.page.url()).pathname;
    await supervisor.page.locator('#helper').selectOption({ label: '董文静' });
    await supervisor.page.getByRole('button', { name: '指定帮办员' }).click();
    await supervisor.page.getByText('董文静').first().waitFor();
    await look(supervisor.page, 'helping-assigned');
  });

  await chapter('without authorisation the helper sees lights, and may do nothing', async () => {
    await helper.page.goto(project);
    await helper.page.getByText('还没有授权给您').waitFor();
    await look(helper.page, 'helping-no-right');
    const hidden = await helper.page.goto(project.replace('/desk/helping', '/projects'));
    assert.equal(hidden.status(), 404);
  });

  await chapter('the enterprise authorises: for this project, until a day', async () => {
    await enterprise.page.goto('/authorisations/new');
    await enterprise.page.locator('label.choice', { hasText: '董文静' }).click();
    await enterprise.page.locator('label.choice', { hasText: '我为您办' }).click();
    const option = enterprise.page.locator('#reach option', { hasText: '项目：' }).first();
    await enterprise.page.locator('#reach').selectOption(await option.getAttribute('value'));
    await look(enterprise.page, 'authorisation-new');
    await enterprise.page.locator('main form').getByRole('button', { name: '授权' }).click();
    await enterprise.page.waitForURL('**/authorisations');
    await look(enterprise.page, 'authorisations');
  });

  await chapter('the helper acts, named beside whom it acts for', async () => {
    await helper.page.goto(project);
    await look(helper.page, 'helping-right');
    await helper.page.getByRole('button', { name: '代为办理' }).click();
    await helper.page.waitForURL('**/applications');
    await helper.page.getByText('代渤海铝业有限公司办理').first().waitFor();
    await look(helper.page, 'helping-behalf');
  });

  await chapter('taken back, it ends at once', async () => {
    await enterprise.page.getByRole('link', { name: '收回授权' }).click();
    await enterprise.page.locator('main form').getByRole('button', { name: '收回授权' }).click();
    await enterprise.page.waitForURL('**/authorisations');
    const hidden = await helper.page.goto(project.replace('/desk/helping', '/projects'));
    assert.equal(hidden.status(), 404);
    await helper.page.goto(project);
    await helper.page.getByText('还没有授权给您').waitFor();
  });
});

/** The check character of a resident identity number (GB 11643). */
function residentNumber(seventeen) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((sum, weight, place) => sum + weight * Number(seventeen[place]), 0);
  return seventeen + '10X98765432'[sum % 11];
}
