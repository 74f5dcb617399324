// Runs w.squiggle on request. Arguments: the library's main file, w.squiggle, and a JSON file of the inputs.
// Each line read is a request: "time" is answered with processor seconds, "tell" with the outcome as JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [library, program, inputsFile] = process.argv.slice(2);
const { SqModule, SqProject, makeSelfContainedLinker } = await import(pathToFileURL(library).href);

const inputs = JSON.parse(readFileSync(inputsFile, "utf8"));
const lists = Object.entries(inputs).map(([name, values]) => `export ${name} = SampleSet.fromList([${values.join(", ")}])`);
const sampleCount = Object.values(inputs)[0].length;
const project = new SqProject({
  linker: makeSelfContainedLinker({ inputs: lists.join("\n") }),
  environment: { sampleCount, xyPointLength: 1000, seed: "w" },
});
const w = readFileSync(program, "utf8");
const handOver = 'import "inputs" as w\nw.acv';
let runs = 0;

// Inputs are parsed and evaluated in the first run only; a comment that changes makes the rest run again.
async function run(source) {
  runs += 1;
  project.setHead("w", { module: new SqModule({ name: "w", code: `${source}\n// ${runs}` }) });
  const output = await project.waitForOutput("w");
  if (!output.result.ok) throw new Error(output.result.value.toString());
  return output.result.value.result;
}

async function seconds(source) {
  const before = process.cpuUsage();
  await run(source);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function plain(value) {
  if (value.tag === "Dict") return Object.fromEntries(value.value.entries().map(([name, part]) => [name, plain(part)]));
  if (value.tag === "Array") return value.value.getValues().map(plain);
  return Array.from(value.value.getSamples());
}

for await (const request of createInterface({ input: process.stdin })) {
  // The project hashes the long text of the inputs at every run, which is not Squiggle's work on W: taken off.
  if (request === "time") console.log((await seconds(w)) - (await seconds(handOver)));
  else console.log(JSON.stringify(plain(await run(w))));
}
