// Somebody of the city beside whoever applies: a clerk at a window, a helper, whoever watches over a region.
import { Applicant } from './applicant.js';

export class Staff extends Applicant {
  constructor(page, post) {
    super(page);
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

  /** Fills in who stands at the window and what was checked, and leaves the form open. */
  async takesDown({ name, number, checks, matter }) {
    await this.page.goto('/desk/counter/visits/new');
    await this.page.locator('#name').fill(name);
    await this.page.locator('#resident_number').fill(number);
    for (const check of checks) await this.page.locator(`input[name="checks[]"][value="${check}"]`).check();
    if (matter) await this.page.locator('#matter').selectOption(matter);
  }

  async opensVisit() {
    await this.page.getByRole('button', { name: '登记并开始办理' }).click();
    await this.page.waitForLoadState();
  }

  async endsVisit() {
    await this.page.getByRole('button', { name: '办完了，结束代办' }).click();
    await this.page.waitForURL('**/desk/**');
  }
}
