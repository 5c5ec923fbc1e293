import {
  blankCell,
  type Cell,
  cellOf,
  type Choice,
  type Column,
  isBlank,
  type Line,
  moveLine,
  pasteRows,
  readCell,
  type Settle,
  tidyCell,
  withCell,
} from './lines.ts';

/** Lines of amounts being edited in a grid: those of a journal entry, an invoice, a bank line that is split. */
export class LineGrid<Name extends string> {
  lines = $state.raw<readonly Line<Name>[]>([]);
  readonly filled = $derived(this.lines.filter((line) => !isBlank(line)));
  readonly #columns: () => readonly Column<Name>[];
  readonly #settle: Settle<Name>;
  readonly #least: number;
  #count = 0;

  constructor(options: {
    /** Asked each time, since names follow the language. */
    readonly columns: () => readonly Column<Name>[];
    readonly settle?: Settle<Name>;
    /** How many lines stand there at least, blank ones included. */
    readonly least?: number;
  }) {
    this.#columns = options.columns;
    this.#settle = options.settle ?? ((line) => line);
    this.#least = options.least ?? 1;
    this.#fillUp();
  }

  get columns(): readonly Column<Name>[] {
    return this.#columns();
  }

  addLine(): void {
    this.lines = [...this.lines, this.#newLine()];
  }

  removeLine(key: number): void {
    this.lines = this.lines.filter((line) => line.key !== key);
    this.#fillUp();
  }

  moveLine(key: number, step: -1 | 1): void {
    this.lines = moveLine(this.lines, key, step);
  }

  type(key: number, column: Column<Name>, text: string): void {
    this.setCell(key, column.name, readCell(column, text));
  }

  choose(key: number, name: Name, choice: Choice | null): void {
    this.setCell(key, name, choice ? { text: choice.label, value: choice.key } : blankCell);
  }

  setCell(key: number, name: Name, cell: Cell): void {
    this.#change(key, (line) => this.#settle(withCell(line, name, cell), name));
  }

  /** Writes an amount the way it is shown, once nobody is typing in its cell. */
  tidy(key: number, name: Name): void {
    const column = this.columns.find((one) => one.name === name);
    if (column)
      this.#change(key, (line) => withCell(line, name, tidyCell(column, cellOf(line, name))));
  }

  paste(key: number, name: Name, rows: readonly (readonly string[])[]): void {
    const newLine = () => this.#newLine();
    const how = { columns: this.columns, settle: this.#settle, newLine };
    this.lines = pasteRows(this.lines, { key, name }, rows, how);
  }

  #change(key: number, change: (line: Line<Name>) => Line<Name>): void {
    this.lines = this.lines.map((line) => (line.key === key ? change(line) : line));
  }

  #fillUp(): void {
    while (this.lines.length < this.#least) this.addLine();
  }

  #newLine(): Line<Name> {
    this.#count += 1;
    return { key: this.#count, cells: new Map() };
  }
}
