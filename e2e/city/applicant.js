// Somebody who applies: a person, or somebody acting for an enterprise.
import { pdf } from './papers.js';

/** How the boxes of papers are named. */
const PAPER = 'material-';
const YES_NO = { true: 'yes', false: 'no' };

export class Applicant {
  constructor(page) {
    this.page = page;
  }

  // --- from the guide to a draft ---

  async readsGuide(matter) {
    await this.page.goto(`/matters/${matter}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    return this;
  }

  /** From the guide to the first page of an application. */
  async starts(matter) {
    await this.readsGuide(matter);
    await this.page.getByRole('link', { name: '开始申请' }).first().click();
    await this.page.waitForURL('**/apply*');
    return this;
  }

  /** For a project that the city knows, or names it. */
  async forProject(project) {
    const known = this.page.locator('label.choice', { hasText: project.title });
    if (!(await known.count())) return this.namesProject(project);
    await known.first().click();
    await this.#goesOn('/drafts/');
    return this;
  }

  /** Names a project that the city does not know yet. */
  async namesProject({ title, code, region, address }) {
    const other = this.page.locator('input[name=project][value=new]');
    if (await other.isVisible()) await other.check();
    await this.#goesOn('/apply/project');
    await this.#fills({ title, code, region, address });
    await this.#goesOn('/drafts/');
    return this;
  }

  /** A place instead of a project. */
  async choosesRegion(region) {
    await this.page.locator('select[name=region]').selectOption(region);
    await this.#goesOn('/drafts/');
    return this;
  }

  // --- the draft ---

  /** Answers the guided questions; what follows from them is said beside them as they are answered. */
  async answers(answers) {
    await this.page.waitForURL('**/situation*');
    await this.#fills(answers);
    await this.page.locator('h1').click();
    await this.page.locator('#consequences').getByText('没有回答').waitFor({ state: 'hidden' });
    this.consequences = await this.page.locator('#consequences').innerText();
    return this;
  }

  async continues() {
    const before = this.page.url();
    await this.page.locator('main form').getByRole('button', { name: '保存并继续' }).click();
    await this.page.waitForURL(url => url.href !== before);
    return this;
  }

  /** Fills the one form, part by part, with what is not known already. */
  async fillsForm(values) {
    for (let part = this.#part(); part; part = this.#part()) {
      await this.#fills(values);
      await this.continues();
      if (this.#part() === part) throw new Error(`part ${part} is not accepted:\n${await this.problems()}`);
    }
    return this;
  }

  /** Chooses a file for every material that is asked for and not there yet, and goes on to the letter. */
  async attachesEverything() {
    const asked = await this.page.locator('main [data-upload]').evaluateAll(boxes => boxes
      .filter(box => box.querySelector('.light.yellow'))
      .map(box => box.querySelector('input[type=file]').name));
    for (const name of asked) await this.page.locator(`input[type=file][name="${name}"]`).setInputFiles(pdf(name));
    await this.page.locator('main form').getByRole('button', { name: '保存并继续' }).click();
    await this.page.waitForURL('**/commitment*').catch(async () => { throw new Error(`the papers are not taken:\n${await this.problems()}`); });
    return this;
  }

  /** Chooses files for these materials alone and goes on; what stands in place of the others was ticked. */
  async attachesOnly(materials) {
    for (const material of materials) await this.page.locator(`input[name="${PAPER}${material}"]`).setInputFiles(pdf(material));
    await this.page.locator('main form').getByRole('button', { name: '保存并继续' }).click();
    await this.page.waitForURL('**/commitment*');
    return this;
  }

  /** Attaches one file and waits until the page has it, or says why not. */
  async attaches(material, file) {
    const box = this.page.locator('main [data-upload]', { has: this.page.locator(`input[name="${PAPER}${material}"]`) });
    await box.locator('input[type=file]').setInputFiles(file);
    const answered = this.page.waitForResponse(answer => answer.request().method() === 'POST' && answer.url().endsWith('/materials'));
    await this.page.locator('main form button[name=then][value=later]').click();
    const taken = (await answered).status() < 400;
    await box.locator(taken ? 'b.break' : '.error', { hasText: taken ? file.name : '' }).first().waitFor();
    await this.page.waitForLoadState();
    return this;
  }

  /** The commitment letter and the end of the draft. */
  async commits() {
    await this.page.waitForURL('**/commitment*');
    for (const box of await this.page.locator('main form input[type=checkbox]').all()) await box.check();
    return this;
  }

  /** Submits, and keeps what the receipt says. */
  async submits() {
    await this.page.locator('main form[action$="/commitment"] .acts button').click();
    await this.page.waitForURL('**/receipt');
    const number = (await this.page.locator('.receipt .number').innerText()).trim();
    const code = (await this.page.locator('.receipt .query-code').innerText()).trim();
    const address = new URL(this.page.url()).pathname.replace(/\/receipt$/, '');
    this.application = { number, code, address };
    return this.application;
  }

  /** Everything from the guide to the receipt. */
  async appliesFor(matter, { project, region, answers, form }) {
    await this.starts(matter);
    if (project) await this.forProject(project);
    else await this.choosesRegion(region);
    await this.answers(answers);
    await this.continues();
    await this.fillsForm(form);
    await this.attachesEverything();
    await this.commits();
    return this.submits();
  }

  // --- following ---

  /** Opens one of the own applications. */
  async follows(application = this.application) {
    await this.page.goto(application.address);
    return this;
  }

  /** The sentence that says where it stands. */
  async standing() { return this.page.locator('#now').innerText(); }

  /** Waits until the page says so by itself; nobody reloads it. */
  async seesWithoutReload(words) {
    await this.page.locator('#following').getByText(words).first().waitFor();
    return this;
  }

  async stateOf(item) {
    return this.page.locator('#cases tr', { hasText: item }).locator('.light').innerText();
  }

  /** Answers a request to refine: a better paper and a few words. */
  async refines(step, words) {
    await this.page.locator('#following .ask', { hasText: step }).getByRole('link', { name: '上传修改后的材料' }).click();
    for (const input of await this.page.locator('main form input[type=file]').all()) await input.setInputFiles(pdf(await input.getAttribute('name')));
    await this.page.locator('#note').fill(words);
    await this.#sendsBack('提交修改');
    return this;
  }

  /** Supplies everything that was found missing before acceptance. */
  async supplies(words) {
    await this.follows();
    await this.page.locator('#following div.ask').getByRole('link', { name: '补正材料' }).click();
    for (const input of await this.page.locator('main form input[type=file]').all()) await input.setInputFiles(pdf(await input.getAttribute('name')));
    await this.page.locator('#note').fill(words);
    await this.#sendsBack('提交补正材料');
    return this;
  }

  /** Changes the plan: other answers, other papers. */
  async changesPlan({ answers = {}, papers = [] }, words) {
    await this.follows();
    await this.page.getByRole('link', { name: /^修改方案/ }).first().click();
    await this.page.waitForURL('**/change');
    for (const material of papers) await this.page.locator(`input[type=file][name="${PAPER}${material}"]`).setInputFiles(pdf(`${material}-2`));
    await this.#fills(answers);
    await this.page.locator('#note').fill(words);
    await this.#sendsBack('提交修改');
    return this;
  }

  async withdraws(reason) {
    await this.follows();
    await this.page.getByRole('link', { name: '撤回申请' }).click();
    await this.page.locator('#reason').fill(reason);
    await this.#sendsBack('撤回申请');
    return this;
  }

  async rates(grade, words = '') {
    await this.follows();
    await this.page.getByRole('link', { name: '评价这次办理' }).click();
    await this.page.getByRole('radio', { name: grade, exact: true }).check();
    await this.page.locator('#words').fill(words);
    await this.#sendsBack('提交评价');
    return this;
  }

  /** The certificates, as the holder's list shows them: name and address. */
  async licences() {
    await this.page.goto('/licences');
    return this.page.locator('#licences tbody td:first-child a').evaluateAll(links => links.map(link => ({ name: link.textContent.trim(), address: link.getAttribute('href') })));
  }

  async problems() {
    const errors = this.page.locator('#errors');
    return (await errors.isVisible()) ? errors.innerText() : `no error is said on ${this.page.url()}`;
  }

  // --- the small things ---

  #part() { return /\/form\/([\w-]+)/.exec(this.page.url())?.[1] ?? null; }

  /** Presses the main button and arrives. */
  async #goesOn(where) {
    const button = this.page.locator('main form .acts button').first();
    const before = this.page.url();
    await button.click();
    await this.page.waitForURL(url => url.href !== before && url.href.includes(where));
  }

  async #sendsBack(button) {
    await this.page.locator('main form').getByRole('button', { name: button }).click();
    await this.page.waitForURL(url => /^\/applications\/[0-9a-f]{32}$/.test(url.pathname));
  }

  /** Types what is asked, in the order in which it is known; dependent questions come by themselves. */
  async #fills(values) {
    const asked = await this.page.locator('main form').first().evaluate(form => [...form.elements].map(each => each.name));
    for (const [name, value] of Object.entries(values)) {
      const field = this.page.locator(`main form [name="${name}"]:not([type=hidden])`);
      if (!asked.includes(name) && !(await this.#appears(field))) continue;
      const kind = await field.first().evaluate(element => (element.tagName === 'SELECT' ? 'select' : element.type));
      const text = String(value);
      if (kind === 'radio') await this.page.locator(`main form input[name="${name}"][value="${YES_NO[text] ?? text}"]`).check();
      else if (kind === 'select') await field.selectOption(text);
      else if (kind === 'checkbox') await field.setChecked(Boolean(value));
      else if (!(await field.inputValue())) await field.fill(text);
    }
  }

  /** Whether a question that depends on the last answer is asked now. */
  async #appears(field) {
    if (!/\/(situation|preview)/.test(this.page.url())) return false;
    await this.page.locator('.htmx-request').waitFor({ state: 'detached' });
    return field.first().isVisible();
  }
}

export class Person extends Applicant {
  constructor(page, signInName) {
    super(page);
    this.signInName = signInName;
  }

  async signIn() {
    await this.page.goto('/sign-in');
    await this.page.locator(`button[name=sample][value^="${this.signInName}@person"]`).click();
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    return this;
  }
}

export class Enterprise extends Applicant {
  constructor(page, name, signInName) {
    super(page);
    this.name = name;
    this.signInName = signInName;
  }

  async signIn() {
    await this.page.goto('/sign-in');
    const group = this.page.locator('p', { hasText: this.name }).locator('+ ul');
    await group.locator(`button[value^="${this.signInName}@enterprise:"]`).click();
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    return this;
  }
}
