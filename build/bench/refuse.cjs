// The least that a runner does where it refuses its params: reads them from a stream, which a signal can end, and answers
// on both channels.
(async () => {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  process.stdout.write(`${Buffer.concat(chunks)}\n`);
  process.stderr.write('refused\n');
})();
