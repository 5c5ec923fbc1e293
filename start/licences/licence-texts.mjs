import { createHash } from 'node:crypto';

/** Licence texts, each kept once, whatever line breaks and title its packages give it. */
export class LicenceTexts {
  #texts = new Map();

  /**
   * @param {string} licence of the package it came with
   * @param {string} text
   * @returns {string} what it is called here, the same as long as its words are
   */
  add(licence, text) {
    const words = text
      .replace(/^.{0,40}\blicen[cs]e\b.{0,10}\n/i, '') // the title
      .replaceAll(/all rights reserved/gi, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '');
    const hash = createHash('sha256').update(words).digest('hex');
    const known = this.#texts.get(hash) ?? {
      name: `${licence} ${hash.slice(0, 4)}`,
      licence,
      text,
      used: 0,
    };
    known.used += 1;
    this.#texts.set(hash, known);
    return known.name;
  }

  /** The name of the text that most packages of this licence come with, for one that comes with none. */
  usual(licence) {
    const [found] = [...this.#texts.values()]
      .filter((text) => text.licence === licence)
      .sort((one, other) => other.used - one.used || (one.name < other.name ? -1 : 1));
    return found?.name;
  }

  /** All of them, by name. */
  sorted() {
    return [...this.#texts.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
