// An explainer in Angular: the element's own types say what its events carry.

import {
  CUSTOM_ELEMENTS_SCHEMA,
  Component,
  provideZonelessChangeDetection,
  signal,
} from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import type { ExplainerEventMap, ExplainerWidgetElement } from "../../../static/element/explainer";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button id="to-japanese" (click)="lang.set('ja')">Japanese</button>
    <button id="to-story" (click)="another()">Another story</button>
    <button id="to-nothing" (click)="there.set(!there())">There or not</button>
    <p>Ready <output id="ready">{{ ready() }}</output>,
      selected <output id="selected">{{ selected() }}</output></p>
    @if (there()) {
      <explainer-widget
        [attr.lang]="lang()"
        [headingLevel]="3"
        [story]="story()"
        (explainer-ready)="hear()"
        (explainer-select)="choose($event)"
      >
        <p>The story as plain HTML.</p>
      </explainer-widget>
    }
  `,
})
class App {
  readonly lang = signal("en");
  readonly story = signal<ExplainerWidgetElement["story"]>(undefined);
  readonly there = signal(true);
  readonly ready = signal(0);
  readonly selected = signal("");

  async another(): Promise<void> {
    this.story.set(await (await fetch("/story.json")).json());
  }

  hear(): void {
    this.ready.update((count) => count + 1);
  }

  choose({ detail }: ExplainerEventMap["explainer-select"]): void {
    this.selected.set(detail.event);
  }
}

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] }).catch(console.error);
