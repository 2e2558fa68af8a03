// 十证联发 from the guide to the certificates: an enterprise, nine organs, the gate, and a stranger who sees nothing.
import assert from 'node:assert/strict';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { executableNamedPdf, pdf, wordsOfPdf } from '../city/papers.js';
import { sampleProject } from '../city/sample.js';
import { story } from '../city/story.js';

const PROJECT = sampleProject('lvlungu');
const ORGANS = ['approval', 'zhengfa', 'fagai', 'ziran', 'shengtai', 'zhujian', 'shuiwu', 'yingji', 'rendong'].map(organ => `${organ}-371625`);

story('ten permits issued together', async (city, chapter) => {
  const enterprise = await city.enterprise('渤海铝业有限公司', 'lijianguo');
  const organs = city.organs(ORGANS);
  const [bureau, stability, , land, environment, construction, water] = organs;

  await chapter('the enterprise reads the guide and begins for its project', async () => {
    await enterprise.readsGuide('ten-permits');
    await look(enterprise.page, 'apply-0-guide');
    await enterprise.starts('ten-permits');
    await look(enterprise.page, 'apply-1-start');
    await enterprise.forProject(PROJECT);
  });

  await chapter('it answers the questions and sees at once what follows', async () => {
    await enterprise.answers(PROJECT.answers);
    assert.match(enterprise.consequences, /9 个部门/);
    assert.match(enterprise.consequences, /承诺 45/);
    await look(enterprise.page, 'apply-2-situation');
    await enterprise.continues();
  });

  await chapter('it fills the one form; what is known stands there, and it can leave and come back', async () => {
    assert.equal(await enterprise.page.inputValue('#enterprise_name'), '渤海铝业有限公司');
    await look(enterprise.page, 'apply-3-form');
    const address = enterprise.page.url();
    await enterprise.page.locator('#enterprise_address').fill(PROJECT.form.enterprise_address);
    await enterprise.page.locator('main form button[name=then][value=later]').click();
    await enterprise.page.goto('/applications');
    await look(enterprise.page, 'applications-with-draft');
    await enterprise.page.getByRole('link', { name: PROJECT.title }).click();
    await enterprise.page.goto(address);
    assert.equal(await enterprise.page.inputValue('#enterprise_address'), PROJECT.form.enterprise_address);
    await enterprise.fillsForm(PROJECT.form);
  });

  await chapter('a program that calls itself a PDF is refused by its content; the real paper is taken', async () => {
    await enterprise.page.waitForURL('**/materials*');
    await look(enterprise.page, 'apply-4-materials');
    await enterprise.attaches('land-opinion', executableNamedPdf('land-opinion'));
    assert.match(await enterprise.problems(), /不是可以接受的文件/);
    await look(enterprise.page, 'apply-4-materials-refused');
    await enterprise.attaches('land-opinion', pdf('land-opinion'));
    await look(enterprise.page, 'apply-4-materials-there');
    await enterprise.attachesEverything();
  });

  await chapter('it signs the commitment letter, submits, and has a receipt', async () => {
    await look(enterprise.page, 'apply-5-commitment');
    await enterprise.commits();
    const { number, code } = await enterprise.submits();
    assert.match(number, /^371625-\d{8}-\d{6}-\d$/);
    assert.match(code, /^[0-9A-Z]{4}.?[0-9A-Z]{4}$/);
    await look(enterprise.page, 'receipt');
    assert.match(await wordsOfPdf(enterprise.page, '下载回执'), new RegExp(number));
    await enterprise.follows();
    await look(enterprise.page, 'follow-submitted');
  });

  await chapter('number and query code show the state without signing in, and nothing personal', async () => {
    const visitor = await city.visitor();
    const shown = await visitor.looksUp(enterprise.application);
    assert.match(shown, /正在办/);
    for (const personal of ['李建国', '王海波', '渤海铝业', PROJECT.title, PROJECT.address]) assert.ok(!shown.includes(personal), personal);
    await look(visitor.page, 'status-shown');
    assert.match(await visitor.looksUp({ ...enterprise.application, code: 'AAAA2222' }), /对不上/);
  });

  await chapter('another enterprise cannot tell the application from one that does not exist', async () => {
    const stranger = await city.enterprise('博兴县兴福厨房设备有限公司', 'zhaoxiulan');
    const { address } = enterprise.application;
    for (const below of ['', '/receipt', '/receipt.pdf', '/withdrawal', '/change', '/rating', '/documents/building-permit', '/documents/building-permit/pdf', '/materials/land-opinion']) {
      const guessed = await answerTo(stranger.page, address + below);
      const invented = await answerTo(stranger.page, `/applications/${'0123456789abcdef'.repeat(2)}${below}`);
      assert.equal(guessed.status, 404, below);
      assert.deepEqual(guessed, invented, below);
    }
    await stranger.page.goto(address);
    await look(stranger.page, 'not-mine');
    assert.ok(!(await stranger.licences()).length);
  });

  await chapter('organs are at work at once, the political-legal committee among them', async () => {
    const working = [];
    for (const organ of organs) if ((await (await organ.reviewer('handle')).waiting()).length) working.push(organ.id);
    assert.ok(working.length >= 7, `at work at once: ${working}`);
    assert.ok(working.includes(stability.id));
    const handler = await stability.reviewer('handle');
    await handler.opens('稳定评估');
    await look(handler.page, 'desk-free');
    await handler.claims();
    await handler.ticksAllPoints();
    await look(handler.page, 'desk-claimed');
  });

  await chapter('whoever comes second to a step is told who did what', async () => {
    const [first, second] = [await environment.reviewer('handle'), await environment.reviewer('handle', 'elsewhere')];
    await first.opens('总量指标');
    await first.claimsIfFree();
    await second.opens('总量指标');
    await second.page.locator('#opinion-form input[value=agree]').check();
    await second.page.locator('#opinion-form #text').fill('我也看过了。');
    await first.ticksAllPoints();
    await first.says('agree', '总量指标已经落实。');
    const told = await second.isRefused('#opinion-form');
    assert.match(told, /已经有人先办了|已经到了别的环节/);
    await look(second.page, 'desk-conflict');
  });

  await chapter('one organ asks for a refinement; the applicant sees it without reloading, and refines', async () => {
    await enterprise.follows();
    await water.asksRefinement('水保报告表', '请补充施工期临时拦挡措施的位置图。', ['soil-form']);
    await enterprise.seesWithoutReload('请完善 1 份材料');
    await look(enterprise.page, 'follow-asked');
    await enterprise.refines('水保报告表', '已补充拦挡措施位置图。');
  });

  await chapter('a negative opinion is answered by a changed plan', async () => {
    await construction.opinion('占用挖掘道路', { opinion: 'not_supported', words: '开挖位置与地下管线冲突，请调整出入口位置后再报。' });
    await enterprise.seesWithoutReload('不予支持');
    await look(enterprise.page, 'follow-unsupported');
    await enterprise.changesPlan({ papers: ['road-scheme'] }, '出入口东移 12 米，避开管线。');
  });

  await chapter('all organs work side by side until the gate; public notices end by themselves', async () => {
    for (let weeks = 0; weeks < 8; weeks += 1) {
      await everybodyWorks(organs);
      await enterprise.follows();
      if (/等土地手续/.test(await enterprise.standing())) break;
      await city.letPass(5);
    }
    assert.match(await enterprise.standing(), /预审都已完成，等土地手续/);
    await look(enterprise.page, 'follow-waiting-for-gate');
  });

  await chapter('the land organ records contract, price and tax', async () => {
    // The land procedure takes its time: by now contract, price and tax are paid.
    for (let weeks = 0; weeks < 6; weeks += 2) await city.letPass(10);
    const { page } = await land.reviewer('handle');
    await page.goto('/desk?status=gate');
    await look(page, 'desk-gate-list');
    await land.opensGate(PROJECT.gate);
    await look(page, 'desk-gate');
    await enterprise.seesWithoutReload('正在办');
  });

  await chapter('each organ confirms; signers sign off together; the last one issues and serves everything', async () => {
    const signer = await bureau.reviewer('sign');
    for (let days = 0; days < 20; days += 1) {
      await everybodyWorks(organs, ['handle', 'check']);
      if ((await signer.waiting()).length > 1) {
        await signer.page.goto('/desk?status=open&select=1');
        await look(signer.page, 'desk-bulk');
        await bureau.signsOffTogether();
        await look(signer.page, 'desk-bulk-done');
      }
      const acts = await everybodyWorks(organs);
      await enterprise.follows();
      if (/办好了|正在一次发证/.test(await enterprise.standing())) break;
      if (!acts) await city.letPass(1);
    }
    await enterprise.seesWithoutReload('办好了');
    await look(enterprise.page, 'follow-finished');
  });

  await chapter('the certificates can be seen, downloaded and checked by anybody', async () => {
    const licences = await enterprise.licences();
    assert.ok(licences.length >= 10, `${licences.length} certificates`);
    await look(enterprise.page, 'licences');
    await enterprise.page.getByRole('link', { name: '建筑工程施工许可证', exact: true }).click();
    await look(enterprise.page, 'certificate');
    const text = await wordsOfPdf(enterprise.page, '下载（PDF）');
    assert.match(text, /施工许可证/);
    assert.match(text, /渤海铝业有限公司/);
    const code = /核验码\s*[：:]?\s*([0-9A-Z]{4}[ -]?[0-9A-Z]+)/.exec(text)?.[1].replace(/[ -]/g, '');
    const number = /371625-\d{8}-\d{6}-\d-\d{2}/.exec(text)?.[0];
    assert.ok(code && number, `number and check code are printed:\n${text}`);
    const visitor = await city.visitor();
    assert.match(await visitor.verifies({ number, code }), /这个证照是真的/);
    await look(visitor.page, 'verified');
    assert.match(await visitor.verifies({ number, code: 'ZZZZZZZZ' }), /没有查到/);
    await look(visitor.page, 'verified-unknown');
  });

  await chapter('the applicant rates it once', async () => {
    await enterprise.follows();
    await enterprise.page.getByRole('link', { name: '评价这次办理' }).click();
    await look(enterprise.page, 'rating');
    await enterprise.rates('满意', '一次发齐，省事。');
    assert.match(await enterprise.standing() + await enterprise.page.locator('#following').innerText(), /您已评价/);
  });
});

async function answerTo(page, address) {
  const answer = await page.request.get(address);
  const text = (await answer.text()).replaceAll(address, 'HERE').replace(/name="(form_token|key)" value="[^"]*"/g, '').replace(/back=[^"]*"/g, '"');
  return { status: answer.status(), text: text.replace(/[0-9a-f]{32}/g, 'ID') };
}
