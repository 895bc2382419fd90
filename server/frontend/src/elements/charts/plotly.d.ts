declare module "plotly.js-strict-dist-min" {
  interface PlotlyHost extends HTMLElement {
    on(event: string, handler: (event: unknown) => void): void;
    removeAllListeners(event?: string): void;
  }

  interface PlotlyLibrary {
    react(host: HTMLElement, data: unknown[], layout: object, config: object): Promise<PlotlyHost>;
    relayout(host: HTMLElement, layout: object): Promise<PlotlyHost>;
    addFrames(host: HTMLElement, frames: unknown[]): Promise<unknown>;
    downloadImage(host: HTMLElement, options: object): Promise<string>;
    purge(host: HTMLElement): void;
  }

  const Plotly: PlotlyLibrary;
  export default Plotly;
}
