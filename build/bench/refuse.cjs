// The least that a runner does to refuse its params: reads them from a stream, which a signal can end, and writes to stdout
// and stderr. Plain JavaScript: Node runs it as it is.
(async () => {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  process.stdout.write(`${Buffer.concat(chunks)}\n`);
  process.stderr.write('refused\n');
})();
