// Registers tables and charts.
export {};
