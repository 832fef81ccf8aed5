/* The address of a page in pinyin, made by the server while the title is typed.
   Where it fails, the server makes the address when the page is saved. */
const PAUSE = 250;

class PinyinSlug extends window.StimulusModule.Controller {
  static values = { address: String, made: String };

  disconnect() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  /* The title was entered: an address somebody wrote stays as it is. */
  check(event) {
    const written = this.element.value;
    if (written && written !== this.madeValue) event.preventDefault();
  }

  follow(event) {
    this.ask(event.detail.value);
  }

  leave() {}

  /* The address itself was written: only small letters, digits and hyphens stay. */
  tidy() {
    const written = this.element.value;
    if (written && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(written)) this.ask(written);
  }

  ask(text) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetchSlug(text), PAUSE);
  }

  async fetchSlug(text) {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = `${this.addressValue}?text=${encodeURIComponent(text || "")}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok) return;
      this.madeValue = (await answer.json()).slug;
      this.element.value = this.madeValue;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
}

window.wagtail.app.register("pinyin-slug", PinyinSlug);
