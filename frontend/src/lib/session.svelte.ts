// Who is working, what the case is, and messages to show.
import { api, heard, team, Trouble, type Draft } from './api';
import type { CaseInfo, Claim } from './types';

const NAME = 'crossbearing.name';

export interface Message {
  id: number;
  text: string;
  remedy: string;
  kind: 'told' | 'trouble';
  again?: () => void;
}

class Session {
  info = $state.raw<CaseInfo | null>(null);
  trouble = $state<Trouble | null>(null);
  messages = $state<Message[]>([]);
  name = $state(window.localStorage.getItem(NAME) ?? '');
  asking = $state(false);
  /** The role in this case of who is signed in with an account; empty where there are no accounts. */
  role = $state('');
  account = $state('');
  signingIn = $state(false);
  #waiting: ((name: string) => void)[] = [];
  #number = 0;

  constructor() {
    heard.account = (role, name) => {
      this.role = role;
      this.account = name;
      if (this.name !== name) this.rename(name);
    };
    heard.signIn = () => {
      this.signingIn = true;
      this.role = '';
      this.account = '';
    };
  }

  async signIn(name: string, password: string): Promise<void> {
    const account = await team.signIn(name, password);
    this.rename(account.name);
    this.signingIn = false;
    await this.load();
  }

  async signOut(): Promise<void> {
    await team.signOut();
    window.localStorage.removeItem(NAME);
    // Nothing of the case stays in the page.
    window.location.assign('/');
  }

  async load(): Promise<void> {
    try {
      this.info = await api.case();
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof Trouble ? error : new Trouble(0, String(error));
    }
  }

  question(slot: string): string {
    return this.info?.questions[slot] ?? slot;
  }

  rename(name: string): void {
    this.name = name.trim();
    window.localStorage.setItem(NAME, this.name);
    this.asking = false;
    if (this.name) for (const go of this.#waiting.splice(0)) go(this.name);
  }

  /** The name under which judgements are signed; asks for it once. */
  signed(): Promise<string> {
    if (this.name) return Promise.resolve(this.name);
    this.asking = true;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  tell(text: string, remedy = '', kind: Message['kind'] = 'told', again?: () => void): void {
    const message: Message = { id: ++this.#number, text, remedy, kind, ...(again ? { again } : {}) };
    this.messages = [...this.messages.slice(-3), message];
    if (kind === 'told') window.setTimeout(() => this.dismiss(message.id), 5000);
  }

  dismiss(id: number): void {
    this.messages = this.messages.filter((message) => message.id !== id);
  }
}

export const session = new Session();

export interface Decision {
  decision: 'accept' | 'reject' | 'unsure' | 'correct';
  why?: string;
  value?: Record<string, unknown>;
}

/**
 * Judge claims. The page shows the decision at once; the server stores it beside those of others. Where the connection
 * breaks, the same drafts are offered again under the same ids, so that nothing is stored twice.
 */
export async function judge(claims: Claim[], made: Decision, done: (changed: Claim[]) => void): Promise<void> {
  const who = await session.signed();
  const before = claims.map((claim) => ({ ...claim }));
  const drafts: Draft[] = claims.map((claim) => ({
    id: crypto.randomUUID(),
    target_kind: 'statement',
    target: claim.statement,
    decision: made.decision,
    who,
    why: made.why ?? '',
    document: claim.document,
    quote: claim.span.quote,
    slot: claim.slot,
    value: made.value ?? null,
  }));
  const now = new Date().toISOString();
  done(
    claims.map((claim) => ({
      ...claim,
      judgement: { decision: made.decision, who, when: now, why: made.why ?? '', value: null },
    })),
  );
  const send = async (): Promise<void> => {
    try {
      const decided = await api.decide(drafts);
      done(
        claims.map((claim) => {
          const own = decided.judgements.filter((item) => item.target === claim.statement);
          const last = own.at(-1);
          return {
            ...claim,
            judgements: own,
            contested: decided.contested.includes(claim.statement),
            judgement: last ? { ...last } : null,
          };
        }),
      );
      if (decided.contested.length) {
        session.tell('Somebody else judged this differently. Both judgements are kept; the finding treats it as unsettled.');
      }
      void session.load();
    } catch (error) {
      done(before);
      const trouble = error instanceof Trouble ? error : new Trouble(0, String(error));
      session.tell(`Not stored: ${trouble.message}`, trouble.remedy, 'trouble', () => void send());
    }
  };
  await send();
}
