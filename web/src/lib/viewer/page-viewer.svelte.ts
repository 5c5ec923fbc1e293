import { clampView, middleOf, type Stage, type View, zoomAround } from './view-box.ts';

const glideMs = 180;

/** Where a person looks: it outlives a document, so that zoom and turn are kept from one invoice to the next. */
class PageViewerState {
  at = $state.raw<View>({ x: 0, y: 0, zoom: 1 });
  page = $state(1);
  quarters = $state(0);
  #document: string | null = null;
  #frame = 0;

  openDocument(id: string): void {
    if (id === this.#document) return;
    this.#document = id;
    this.page = 1;
    this.at = { ...this.at, x: 0, y: 0 };
  }

  turnPage(): void {
    this.quarters = (this.quarters + 1) % 4;
  }

  fit(): void {
    this.moveTo({ x: 0, y: 0, zoom: 1 });
  }

  zoom(factor: number, stage: Stage): void {
    const now = clampView(this.at, stage);
    this.moveTo(zoomAround(now, factor, middleOf(now, stage), stage));
  }

  moveBy(x: number, y: number, stage: Stage): void {
    const now = clampView(this.at, stage);
    this.at = clampView({ ...now, x: now.x + x, y: now.y + y }, stage);
  }

  /** Glides there, unless the person asked for less motion. */
  moveTo(to: View): void {
    cancelAnimationFrame(this.#frame);
    const from = this.at;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.at = to;
      return;
    }
    const begun = performance.now();
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, (now - begun) / glideMs));
      const eased = 1 - (1 - part) ** 3;
      const mix = (a: number, b: number) => a + (b - a) * eased;
      this.at = { x: mix(from.x, to.x), y: mix(from.y, to.y), zoom: mix(from.zoom, to.zoom) };
      if (part < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }
}

export const pageViewer = new PageViewerState();
