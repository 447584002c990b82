// Runs one module in V8: reads sizes from standard input, a line each, and answers with "nanoseconds-of-CPU result".
const module_ = new WebAssembly.Module(require('fs').readFileSync(process.argv[2]));
require('readline').createInterface({ input: process.stdin }).on('line', (size) => {
  const guest = new WebAssembly.Instance(module_).exports;
  guest.n.value = BigInt(size);
  const begun = process.cpuUsage();
  guest.run();
  const used = process.cpuUsage(begun);
  const nanos = (used.user + used.system) * 1000;
  console.log(nanos + ' ' + guest.result.value);
});
