// An administrator brings another release of the definitions into force while applications run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { everybodyWorks } from '../city/organ.js';
import { look } from '../city/look.js';
import { story } from '../city/story.js';

const FORM = {
  place_name: '博城小院民宿',
  place_owner: '张三丰',
  place_phone: '13805430000',
  place_licence_code: '92371625MA3C00001U',
  place_region: '371625',
  place_address: '博兴县博昌街道胜利二路 18 号',
  place_area: '180',
  place_staff: '3',
  place_delivery: 'electronic',
};

/** Repacks an archive with one text changed. */
const REPACK = `
import sys, zipfile
source, target, file, old, new = sys.argv[1:]
with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, 'w') as after:
    for name in before.namelist():
        text = before.read(name).decode()
        if name == file:
            assert old in text, text
            text = text.replace(old, new, 1)
        after.writestr(name, text)
`;

function repacked(source, file, old, changed) {
  const target = `${source}-${changed.length}-${Date.now()}.zip`;
  execFileSync('python3', ['-c', REPACK, source, target, file, old, changed]);
  return target;
}

story('another release comes into force while applications run', async (city, chapter) => {
  const administrator = await city.organ('approval-371600').reviewer('administer');
  const page = administrator.page;
  const matter = 'matters/public-place-hygiene.toml';
  let person;
  let pack;

  await chapter('a person applies under the release in force', async () => {
    person = await city.person('zhangsanfeng');
    await person.starts('public-place-hygiene');
    await person.choosesRegion('371625');
    await person.answers({ place_kind: 'lodging', central_air: false });
    await person.continues();
    await person.fillsForm(FORM);
    await person.attachesEverything();
    await person.commits();
    await person.submits();
    await person.follows();
    await person.page.getByText('第 1 版').first().waitFor();
  });

  await chapter('the administrator takes the pack home', async () => {
    await page.goto('/desk/administration/parked');
    await look(page, 'administration-parked');
    await page.goto('/desk/administration');
    await look(page, 'administration');
    await page.getByRole('link', { name: '事项版本' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载' }).first().click();
    pack = path.join(tmpdir(), `pack-${Date.now()}.zip`);
    await (await download).saveAs(pack);
  });

  await chapter('a pack that cannot keep its promise is refused, with file and remedy', async () => {
    await page.locator('input[name=pack]').setInputFiles(repacked(pack, matter, 'limit = { days = 3,', 'limit = { days = 1,'));
    await page.getByRole('button', { name: '导入并检查' }).click();
    await page.getByText('matters/public-place-hygiene.toml').first().waitFor();
    await look(page, 'release-findings');
  });

  await chapter('a file that is no archive is refused in words', async () => {
    const letter = path.join(tmpdir(), `letter-${Date.now()}.zip`);
    await writeFile(letter, 'not an archive');
    await page.locator('input[name=pack]').setInputFiles(letter);
    await page.getByRole('button', { name: '导入并检查' }).click();
    await page.getByText('不是 ZIP').first().waitFor();
  });

  await chapter('what a new release would change is read in words', async () => {
    await page.locator('input[name=pack]').setInputFiles(repacked(pack, matter, 'limit = { days = 3,', 'limit = { days = 4,'));
    await page.getByRole('button', { name: '导入并检查' }).click();
    await page.getByRole('heading', { name: /改了 1 处定义/ }).waitFor();
    assert.equal(await page.locator('.difference del').innerText(), '3');
    assert.equal(await page.locator('.difference ins').innerText(), '4');
    await look(page, 'release-difference');
  });

  await chapter('it comes into force on its day, by itself', async () => {
    await page.getByRole('button', { name: '定下生效日期' }).click();
    await page.getByText('到时候自动生效').waitFor();
    await look(page, 'release-scheduled');
    await city.letPass(1);
    await page.getByText('现行，自').first().waitFor();
    await page.goto('/desk/administration/releases');
    await look(page, 'releases');
    const rows = await page.locator('#entries tbody tr').allInnerTexts();
    assert.equal(rows.length, 2, rows.join('\n'));
    assert.match(rows[0], /现行/);
  });

  await chapter('the running application keeps its release, and says which', async () => {
    await person.follows();
    await person.page.getByText('第 1 版').first().waitFor();
    await everybodyWorks([city.organ('approval-371625')]);
    await person.seesWithoutReload('办好了');
  });

  await chapter('a program gets a token of its own', async () => {
    await page.goto('/desk/administration/services');
    await look(page, 'services-none');
    await page.locator('#name').fill('市不动产登记系统');
    await page.locator('#post').selectOption('ziran-371625-handle');
    await page.getByRole('button', { name: '开立' }).click();
    await page.getByText('还没有令牌').waitFor();
    await page.locator('summary', { hasText: '发新令牌' }).click();
    await page.getByRole('button', { name: '发新令牌' }).click();
    const token = await page.locator('code.token').innerText();
    await look(page, 'services-token');
    const me = await page.request.get('/api/v1/me', { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await me.json()).name, '市不动产登记系统');
  });

  await chapter('the API is described for people', async () => {
    const visitor = await city.newPage('developer');
    await visitor.goto('/api');
    await visitor.locator('summary', { hasText: '/api/v1/releases' }).first().click();
    await look(visitor, 'api');
  });
});
