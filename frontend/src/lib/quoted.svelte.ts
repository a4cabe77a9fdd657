// The words behind what a screen shows: any number, answer or line asks for its claims here, and one dialog shows them.
import { api, Trouble } from './api';
import type { Claim } from './types';

const AT_ONCE = 200;

class Quoted {
  title = $state('');
  about = $state('');
  claims = $state.raw<Claim[]>([]);
  trouble = $state<Trouble | null>(null);
  open = $state(false);
  waiting = $state(false);
  #asked = 0;

  /** Show the words of some claims of an incident. */
  async show(incident: string, title: string, ids: string[], about = ''): Promise<void> {
    const mine = ++this.#asked;
    this.title = title;
    this.about = about;
    this.claims = [];
    this.trouble = null;
    this.open = true;
    this.waiting = true;
    const wanted = [...new Set(ids)];
    try {
      for (let start = 0; start < wanted.length; start += AT_ONCE) {
        const found = await api.words(incident, wanted.slice(start, start + AT_ONCE));
        if (mine !== this.#asked) return;
        this.claims = [...this.claims, ...found.items];
      }
    } catch (error) {
      if (mine === this.#asked) this.trouble = error instanceof Trouble ? error : new Trouble(0, String(error));
    }
    if (mine === this.#asked) this.waiting = false;
  }

  changed(after: Claim[]): void {
    this.claims = this.claims.map((claim) => after.find((one) => one.id === claim.id) ?? claim);
  }
}

export const quoted = new Quoted();
