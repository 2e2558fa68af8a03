// An organ: the people of its posts, and what they do in their order (承办 → 审核 → 签发).
import { Reviewer } from './reviewer.js';

const CHAIN = ['handle', 'check', 'sign'];

export class Organ {
  #city;
  #people = new Map();

  constructor(city, id) {
    this.#city = city;
    this.id = id;
  }

  /** The holder of a post; a second one with a browser of their own where two look at the same thing. */
  async reviewer(duty = 'handle', again = '') {
    const key = duty + again;
    if (!this.#people.has(key)) {
      const post = `${this.id}-${duty}`;
      this.#people.set(key, new Reviewer(await this.#city.newPage(post), post).signIn());
    }
    return this.#people.get(key);
  }

  /** An opinion of this organ on a step: drafted, and passed along its chain until it stands. */
  async opinion(step, { opinion = 'agree', words = '经审查，符合规定。', project = '' } = {}) {
    const handler = await this.reviewer('handle');
    await handler.opens(step);
    await handler.claimsIfFree();
    await handler.ticksAllPoints();
    await handler.says(opinion, words);
    const address = handler.page.url();
    for (let duty = await handler.turn(); duty; ) {
      const next = await this.reviewer(duty);
      await next.opensAddress(address);
      await next.doesWhatIsAsked(words);
      duty = await next.turn();
    }
    return project;
  }

  /** Asks the applicant to refine what a step reads. */
  async asksRefinement(step, request, materials) {
    const handler = await this.reviewer('handle');
    await handler.opens(step);
    await handler.claimsIfFree();
    await handler.asksFor(request, materials);
  }

  /** Everybody works until nothing waits at this organ. How many acts it took. */
  async worksThrough(duties = CHAIN) {
    let acts = 0;
    for (const duty of duties) {
      const reviewer = await this.reviewer(duty);
      acts += await reviewer.worksThrough();
      await reviewer.leaves();
    }
    return acts;
  }

  async signsOffTogether() {
    return (await this.reviewer('sign')).signsOffTogether();
  }

  /** Records the gate of an application, with its facts. */
  async opensGate(facts, duty = 'handle') {
    const handler = await this.#atGate(duty);
    for (const [fact, value] of Object.entries(facts)) {
      const field = handler.page.locator(`#opening-form #${fact}`);
      if (await field.count()) await field.fill(String(value));
    }
    await handler.page.locator('#opening-form .acts button').click();
    await handler.page.locator('#work [data-result]', { hasText: '已登记' }).waitFor();
    return handler;
  }

  /** Records that it will never be. */
  async failsGate(reason, duty = 'handle') {
    const handler = await this.#atGate(duty);
    await handler.page.getByRole('link', { name: '不会实现……' }).click();
    const form = handler.page.locator('#failure-form');
    await form.locator('#reason').fill(reason);
    await form.locator('#sure').check();
    await form.getByRole('button', { name: '登记不会实现' }).click();
    await handler.page.locator('#work [data-result]', { hasText: '不会实现' }).waitFor();
    return handler;
  }

  async #atGate(duty) {
    const handler = await this.reviewer(duty);
    await handler.page.goto('/desk?status=gate');
    await handler.page.locator('#desk-list .todo a').first().click();
    await handler.page.locator('#work .work-title').waitFor();
    return handler;
  }
}

/** All organs work side by side until nothing waits at any of them. How many acts it took. */
export async function everybodyWorks(organs, duties = CHAIN) {
  let acts = 0;
  for (let round; round !== 0; acts += round) {
    round = (await Promise.all(organs.map(organ => organ.worksThrough(duties)))).reduce((sum, each) => sum + each, 0);
  }
  return acts;
}
