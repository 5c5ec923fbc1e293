export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** Short messages about what has left the screen; at most three, the newest last. */
class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #count = 0;

  show(text: string, action: Toast['action'] = null): void {
    this.list = [...this.list, { id: (this.#count += 1), text, action }].slice(-3);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
