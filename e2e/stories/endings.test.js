// How an application can end otherwise: withdrawn, left without an item, the land never obtained.
import assert from 'node:assert/strict';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { sampleProject } from '../city/sample.js';
import { story } from '../city/story.js';

const PROJECT = sampleProject('chufang-jigai');
const ORGANS = ['approval', 'gongxin', 'ziran', 'zhujian', 'fagai', 'shengtai', 'shuiwu', 'yingji', 'rendong', 'zhengfa'].map(organ => `${organ}-371625`);

story('other endings', async (city, chapter) => {
  const enterprise = await city.enterprise('博兴县兴福厨房设备有限公司', 'lijianguo');
  const organs = city.organs(ORGANS);
  const land = city.organ('ziran-371625');

  await chapter('an application is withdrawn; the organs have nothing left to do', async () => {
    await enterprise.appliesFor('ten-permits', { project: PROJECT, answers: PROJECT.answers, form: PROJECT.form });
    await enterprise.follows();
    await enterprise.page.getByRole('link', { name: '撤回申请' }).click();
    await look(enterprise.page, 'withdrawal');
    await enterprise.withdraws('改了选址，先撤回。');
    assert.match(await enterprise.standing(), /您已撤回/);
    await look(enterprise.page, 'follow-withdrawn');
    for (const organ of organs) assert.deepEqual(await (await organ.reviewer('handle')).waiting(), [], organ.id);
  });

  await chapter('the same project applies again and the land is never obtained', async () => {
    await enterprise.appliesFor('ten-permits', { project: PROJECT, answers: PROJECT.answers, form: PROJECT.form });
    for (let weeks = 0; weeks < 6; weeks += 1) {
      await everybodyWorks(organs);
      await enterprise.follows();
      if (/等土地手续/.test(await enterprise.standing())) break;
      await city.letPass(5);
    }
    assert.match(await enterprise.standing(), /等土地手续/);
    const handler = await land.failsGate('竞买没有成交。');
    await look(handler.page, 'desk-gate-failed');
    await enterprise.seesWithoutReload(/终止|办理已结束|办好了/);
    await look(enterprise.page, 'follow-land-never');
  });
});
