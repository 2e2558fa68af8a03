// 本单位: a note that the applicant never sees, an absence with a deputy, another holder, a post that changes hands.
import assert from 'node:assert/strict';

import { look } from '../city/look.js';
import { sampleProject } from '../city/sample.js';
import { story } from '../city/story.js';

const PROJECT = sampleProject('lvlungu');
const NOTE = '核对与上次申报的用水量是否一致';

story('inside an organ', async (city, chapter) => {
  const enterprise = await city.enterprise('渤海铝业有限公司', 'lijianguo');
  const [water] = city.organs(['shuiwu-371625']);

  await chapter('an application reaches the water authority', async () => {
    await enterprise.appliesFor('ten-permits', { project: PROJECT, answers: PROJECT.answers, form: PROJECT.form });
  });

  const handler = await water.reviewer('handle');
  const checker = await water.reviewer('check');
  const head = await water.reviewer('sign');
  let step;

  await chapter('the handler takes a step on and writes a note that names the checker', async () => {
    await handler.page.goto('/desk');
    await handler.page.locator('#desk-list .todo a').first().click();
    await handler.page.locator('#work .work-title').waitFor();
    await handler.claimsIfFree();
    step = new URL(handler.page.url()).pathname;
    await handler.page.locator('a[data-panel=panel-notes]').click();
    await handler.page.locator('#panel-notes #note').fill(NOTE);
    await handler.page.locator('#panel-notes summary').click();
    await handler.page.locator('#panel-notes input[name="mention[]"]').first().check();
    await handler.page.locator('#note-form .acts button').click();
    await handler.page.locator('.note', { hasText: NOTE }).waitFor();
    await look(handler.page, 'organ-note');
  });

  await chapter('the applicant finds nothing of it', async () => {
    await enterprise.page.goto('/applications');
    await enterprise.page.getByRole('link', { name: PROJECT.title }).first().click();
    await enterprise.page.locator('#following').waitFor();
    assert.ok(!(await enterprise.page.content()).includes(NOTE));
  });

  await chapter('the handler is away; the deputy acts with both names', async () => {
    await handler.page.goto('/desk/organ/absences/new');
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    await handler.page.locator('#from').fill(today);
    await handler.page.locator('#until').fill(today);
    const deputy = await handler.page.locator('#deputy option', { hasText: '审核' }).first().getAttribute('value');
    await handler.page.locator('#deputy').selectOption(deputy);
    await look(handler.page, 'organ-absence');
    await handler.page.locator('#absence-form .acts button').click();
    // The only one who checks cannot check the own draft: that is said, and the handler is sure.
    await handler.page.locator('.notice.good, #sure').first().waitFor();
    if (await handler.page.locator('#sure').count()) {
      await handler.page.locator('#sure').check();
      await handler.page.locator('#absence-form .acts button').click();
    }
    await handler.page.locator('.notice.good', { hasText: '已登记请假' }).waitFor();
    await checker.page.goto('/desk');
    await checker.page.locator('#desk-list', { hasText: '代' }).waitFor();
    await look(checker.page, 'organ-deputy');
    await checker.page.goto(`${step}`);
    await checker.page.locator('#opinion-form').waitFor();
  });

  await chapter('the head sees who has what, and gives the task back to the desk', async () => {
    await head.page.goto('/desk/organ');
    await head.page.locator('#load').waitFor();
    await look(head.page, 'organ-overview');
    await head.page.locator(`.organ-tasks input[value$="${step.split('/').pop()}"]`).first().check();
    await head.page.locator('#to').selectOption('desk');
    await head.page.getByRole('button', { name: '预览改派' }).click();
    await head.page.locator('#reason').fill('承办人另有任务');
    await look(head.page, 'organ-reassign');
    await head.page.locator('#reassign-form .acts button').click();
    await head.page.locator('[data-result]', { hasText: '1 件' }).waitFor();
  });

  await chapter('the post goes to the checker with what is open', async () => {
    await head.page.goto('/desk/organ');
    await head.page.getByRole('link', { name: '交接', exact: true }).first().click();
    const successor = await head.page.locator('#handover-form #to option').last().getAttribute('value');
    await head.page.locator('#handover-form #to').selectOption(successor);
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    await head.page.locator('#handover-form #day').fill(tomorrow);
    await look(head.page, 'organ-handover');
    await head.page.locator('#handover-form .acts button').click();
    await head.page.locator('#handover-state', { hasText: '等交接日' }).waitFor();
    await city.letPass(1);
    await head.page.locator('#handover-state', { hasText: '已交接' }).waitFor();
    await look(head.page, 'organ-handed-over');
  });
});
