// What ECharts expects of its surroundings, before it is loaded.
"use strict";
globalThis.console = { log() {}, info() {}, debug() {}, warn() {}, error() {} };
globalThis.setTimeout = function () { return 0; };
globalThis.clearTimeout = function () {};
