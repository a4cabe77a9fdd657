// Loading something and knowing how that stands.
import { Trouble } from './api';

export class Loaded<T> {
  value = $state.raw<T | null>(null);
  trouble = $state.raw<Trouble | null>(null);
  loading = $state(false);
  #request = 0;

  constructor(private readonly ask: () => Promise<T>) {}

  async load(): Promise<void> {
    const mine = ++this.#request;
    this.loading = true;
    try {
      const value = await this.ask();
      if (mine !== this.#request) return;
      this.value = value;
      this.trouble = null;
    } catch (error) {
      if (mine === this.#request) this.trouble = error instanceof Trouble ? error : new Trouble(0, String(error));
    } finally {
      if (mine === this.#request) this.loading = false;
    }
  }
}
