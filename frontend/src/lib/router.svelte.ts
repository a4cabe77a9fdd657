// Addresses of the screens. Everything that narrows a list stands in the address, so that it can be kept and sent on.

export interface Place {
  path: string;
  parts: string[];
  query: URLSearchParams;
}

function read(): Place {
  const path = window.location.pathname;
  return {
    path,
    parts: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(window.location.search),
  };
}

class Router {
  place = $state.raw<Place>(read());

  constructor() {
    window.addEventListener('popstate', () => (this.place = read()));
    document.addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest('a');
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (link.origin !== window.location.origin || link.target || link.hasAttribute('download')) return;
      if (link.pathname.startsWith('/api/')) return;
      if (link.pathname === window.location.pathname && link.search === window.location.search && link.hash) return;
      event.preventDefault();
      this.go(link.pathname + link.search + link.hash);
    });
  }

  go(address: string): void {
    window.history.pushState({}, '', address);
    this.place = read();
    if (!window.location.hash) window.scrollTo(0, 0);
  }

  /** Change what narrows the present list, without a new entry in the history. */
  narrow(changes: Record<string, string | string[] | undefined>): void {
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
    }
    const written = query.toString();
    window.history.replaceState({}, '', window.location.pathname + (written ? `?${written}` : ''));
    this.place = read();
  }
}

export const router = new Router();
