/** Asks the person to sign in when the session has ended, and lets everything that waits for it go on afterwards. */
class SignInAgain {
  asked = $state(false);
  #waiting: (() => void)[] = [];

  /** Shows the dialog; ends when the person has signed in. */
  ask(): Promise<void> {
    this.asked = true;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Told by the dialog. */
  done(): void {
    this.asked = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export const signInAgain = new SignInAgain();
