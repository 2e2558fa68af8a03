// Somebody in a post of an organ, at their desk.
const DUTIES = { 承办: 'handle', 审核: 'check', 签发: 'sign' };
/** After these words on the state line it is somebody else's turn in the same organ. */
const TURN = /现在由.*的(承办|审核|签发)人员办理/;

export class Reviewer {
  constructor(page, post) {
    this.page = page;
    this.post = post;
  }

  async signIn() {
    await this.page.goto('/sign-in');
    const me = this.page.locator(`button[name=sample][value="${this.post}@post:${this.post}"]`);
    await this.page.locator('details', { has: me }).locator('summary').click();
    await me.click();
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    return this;
  }

  // --- the list ---

  /** The open tasks that ask for this person, as the list shows them. */
  async tasks(query = 'status=open') {
    await this.page.goto(`/desk?${query}`);
    return this.page.locator('#desk-list .todo li').allInnerTexts();
  }

  /** Whether anything waits, asked without leaving the page. */
  async waiting() {
    const answer = await this.page.request.get('/desk?status=open');
    const list = (await answer.text()).match(/<ul class="todo">[\s\S]*?<\/ul>/)?.[0] ?? '';
    const addresses = [...list.matchAll(/<a href="([^"]+)"/g)].map(match => match[1].replaceAll('&amp;', '&'));
    // A promise is checked after the decision, by whoever goes and looks.
    return addresses.filter(address => !address.includes('/checks/'));
  }

  /** Opens a task from the list as people do: by its words. */
  async opens(task, query = 'status=open') {
    await this.page.goto(`/desk?${query}`);
    await this.page.locator('#desk-list .todo a', { hasText: task }).first().click();
    await this.page.locator('#work .work-title', { hasText: task }).waitFor();
    return this;
  }

  async opensAddress(address) {
    await this.page.goto(address);
    await this.page.locator('#work .work-title').waitFor();
    return this;
  }

  /** A page that is not looked at follows nothing; without a screen the browser takes every page for one that is. */
  async leaves() {
    await this.page.goto('about:blank');
  }

  // --- the acts ---

  async claims() {
    return this.#sends('#claim-form', '认领', '已认领');
  }

  async claimsIfFree() {
    if (await this.page.locator('#claim-form').isVisible()) await this.claims();
    return this;
  }

  async ticksAllPoints() {
    const tab = this.page.locator('.tabs a[data-panel="panel-points"]');
    if (await tab.isVisible()) await tab.click();
    for (const point of await this.page.locator('#points input[type=checkbox]').all()) await point.check();
    return this;
  }

  /** `agree`, `conditional` or `not_supported`, and why. */
  async says(opinion, words) {
    const form = this.page.locator('#opinion-form');
    await form.locator(`input[name=opinion][value=${opinion}]`).check();
    await form.locator('#text').fill(words);
    return this.#sends('#opinion-form', null, '意见已提交');
  }

  async asksFor(request, materials = []) {
    await this.page.locator('#refine > summary').click();
    const form = this.page.locator('#refinement-form');
    await form.locator('#request').fill(request);
    for (const material of materials) await form.locator(`input[name="materials[]"][value="${material}"]`).check();
    return this.#sends('#refinement-form', null, '已请申请人修改完善');
  }

  async passes() { return this.#sends('#pass-form', null, '已同意'); }
  async returns(reason) {
    await this.page.locator('#give-back > summary').click();
    await this.page.locator('#return-form #reason').fill(reason);
    return this.#sends('#return-form', null, '已退回承办人');
  }
  async accepts() { return this.#sends('#acceptance-form', null, '已受理'); }
  /** Waives a payment by the first rule that is offered. */
  async waives(reasons = '符合减免规定，已核对材料。') {
    await this.page.locator('#waive > summary').click();
    const form = this.page.locator('#waiver-form');
    await form.locator('input[name=rule]').first().check();
    await form.locator('#reasons').fill(reasons);
    return this.#sends('#waiver-form', null, '已减免');
  }
  /** Sets what is to be paid and asks for it. */
  async asksToPay(amount = '') {
    const box = this.page.locator('#invoice-form #amount');
    if (await box.isVisible()) await box.fill(amount);
    return this.#sends('#invoice-form', null, '缴款通知已开出');
  }
  /** Records that it was paid. */
  async recordsPayment(receipt, day) {
    const form = this.page.locator('#payment-form');
    await form.locator('#receipt').fill(receipt);
    await form.locator('#paid_on').fill(day);
    return this.#sends('#payment-form', null, '已登记缴费');
  }
  /** Answers the open objections of a notice. */
  async answersObjection(place, upheld, words) {
    const form = this.page.locator(`#answer-${place}`);
    await form.locator(`input[value=${upheld ? 'yes' : 'no'}]`).check();
    await form.locator(`#reasons-${place}`).fill(words);
    return this.#sends(`#answer-${place}`, null, '已答复');
  }
  /** Says what the check of a promise found. */
  async checksPromise(kept, words) {
    const form = this.page.locator('#check-form');
    await form.locator(`input[name=outcome][value=${kept ? 'kept' : 'false'}]`).check();
    await form.locator('#words').fill(words);
    return this.#sends('#check-form', null, '核查结果已登记');
  }
  async signsOff() { return this.#sends('#sign-off-form', null, '已签发'); }

  /** What is missing before acceptance: this organ's part of the one notice. */
  async findsMissing(request, materials = []) {
    await this.page.locator('#supplement > summary').click();
    const form = this.page.locator('#supplement-form');
    await form.locator('#missing').fill(request);
    for (const material of materials) await form.locator(`input[name="materials[]"][value="${material}"]`).check();
    return this.#sends('#supplement-form', null, '补正意见已汇入');
  }

  /** Proposes one of the procedures that the law does not count. */
  async proposesSpecial(kind, days, reasons) {
    await this.page.locator('#special > summary').click();
    const form = this.page.locator('#special-form');
    await form.locator('select[name=special-kind]').selectOption(kind);
    await form.locator('#special-days').fill(String(days));
    await form.locator('#special-reasons').fill(reasons);
    return this.#sends('#special-form', null, '已提请审批');
  }

  async proposesExtension(days, reasons) {
    await this.page.locator('#extend > summary').click();
    const form = this.page.locator('#extension-form');
    await form.locator('#extend-days').fill(String(days));
    await form.locator('#extend-reasons').fill(reasons);
    return this.#sends('#extension-form', null, '已提请审批');
  }

  /** Opens what waits for this person's signature. */
  async opensProposal(words) { return this.opens(words, 'status=proposal'); }
  async approves() { return this.#sends('#approval-form', null, '已同意'); }
  async recordsResult(words) {
    await this.page.locator('#special-result-form #result').fill(words);
    return this.#sends('#special-result-form', null, '结果已登记');
  }

  /** Refuses the case, having read what follows. */
  async refuses(reasons) {
    await this.page.locator('.refuse a').click();
    await this.page.locator('#refusal-form #reasons').fill(reasons);
    await this.page.locator('#refusal-form input[name=sure]').check();
    return this.#sends('#refusal-form', null, '不予许可');
  }

  /** Does what the open page asks of this person, in favour of the applicant. */
  async doesWhatIsAsked(words = '经审查，符合规定。') {
    await this.claimsIfFree();
    const asked = async id => this.page.locator(id).isVisible();
    if (await asked('#opinion-form')) { await this.ticksAllPoints(); return this.says('agree', words); }
    if (await asked('#pass-form')) return this.passes();
    if (await asked('#waive')) return this.waives();
    if (await asked('#acceptance-form')) return this.accepts();
    if (await asked('#sign-off-form')) return this.signsOff();
    throw new Error(`${this.post} is asked for nothing on ${this.page.url()}: ${await this.state()}`);
  }

  /** Works until nothing waits. How many acts it took. */
  async worksThrough() {
    let acts = 0;
    for (let left = await this.waiting(); left.length; left = await this.waiting()) {
      for (const address of left) {
        await this.opensAddress(address);
        await this.doesWhatIsAsked();
        acts += 1;
      }
    }
    return acts;
  }

  /** Signs off everything that waits for it, in one go, after having seen what will happen. */
  async signsOffTogether() {
    await this.page.goto('/desk?status=open&select=1');
    const ticks = this.page.locator('#desk-list input[name="task[]"]');
    const count = await ticks.count();
    for (const tick of await ticks.all()) await tick.check();
    await this.page.getByRole('button', { name: '预览并签发所选的' }).click();
    await this.page.getByRole('button', { name: `签发这 ${count} 件` }).click();
    await this.page.getByText('批量签发结果').first().waitFor();
    return count;
  }

  // --- what the page says ---

  async state() { return this.page.locator('#work .state').innerText(); }
  async obstacle() { return this.page.locator('#work .errors').innerText(); }

  /** Whose turn it is in this organ, if not this person's. */
  async turn() {
    const said = TURN.exec(await this.state());
    return said ? DUTIES[said[1]] : null;
  }

  /** Presses a button that is refused, and says how. */
  async isRefused(form) {
    await this.page.locator(`${form} .acts button`).first().click();
    await this.page.locator('#work .errors').waitFor();
    return this.obstacle();
  }

  async #sends(form, button, said) {
    const press = button ? this.page.locator(form).getByRole('button', { name: button }) : this.page.locator(`${form} .acts button`).first();
    await press.click();
    const done = this.page.locator('#work [data-result]', { hasText: said });
    const wrong = this.page.locator('#work .errors');
    await done.or(wrong).first().waitFor();
    if (await wrong.isVisible()) throw new Error(`${this.post} could not do it (${form}): ${await wrong.innerText()}`);
    return this;
  }
}
