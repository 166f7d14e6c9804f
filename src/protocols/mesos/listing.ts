import type { Procedure } from '../../engine/run/protocol.ts'
import { allocators } from './allocator.ts'
import type { AllocatorName } from './config.ts'

/**
 * The pseudo-code of the lecture's figures (CS162 slides 57 to 61), in the words of the Mesos paper. The first
 * line of `allocate` is the allocation module's own.
 */
export function mesosListing(allocator: AllocatorName): readonly Procedure[] {
  return [
    {
      name: 'allocate',
      signature: 'master.allocate()',
      lines: [
        { id: 'allocate.pick', indent: 1, text: allocators[allocator].line },
        { id: 'allocate.offer', indent: 1, text: 'offer = all free resources' },
        { id: 'allocate.send', indent: 1, text: 'send offer to f' },
      ],
    },
    {
      name: 'offer',
      signature: 'f.resourceOffer(offer)',
      lines: [
        { id: 'offer.pick', indent: 1, text: 'tasks = those that fit the offer' },
        { id: 'offer.reply', indent: 1, text: 'accept with tasks, decline the rest' },
        { id: 'offer.suppress', indent: 1, text: 'if no task waits: suppress offers' },
      ],
    },
    {
      name: 'accept',
      signature: 'master.accept(f, tasks)',
      lines: [
        { id: 'accept.book', indent: 1, text: 'allocate what the tasks need to f' },
        { id: 'accept.run', indent: 1, text: 'send each task to its agent' },
        { id: 'accept.rest', indent: 1, text: 'decline(f, what is left)' },
      ],
    },
    {
      name: 'decline',
      signature: 'master.decline(f, resources)',
      lines: [
        { id: 'decline.back', indent: 1, text: 'the resources are free again' },
        { id: 'decline.filter', indent: 1, text: 'not to f for the time it says' },
      ],
    },
    {
      name: 'run',
      signature: 'agent.runTask(f, task)',
      lines: [
        { id: 'run.executor', indent: 1, text: 'if no executor of f: start one' },
        { id: 'run.start', indent: 1, text: 'the executor runs task' },
      ],
    },
    {
      name: 'ends',
      signature: 'agent.taskEnds(f, task)',
      lines: [{ id: 'ends.send', indent: 1, text: 'send statusUpdate to master' }],
    },
    {
      name: 'status',
      signature: 'master.statusUpdate(f, task)',
      lines: [
        { id: 'status.ended', indent: 1, text: 'if task has ended' },
        { id: 'status.free', indent: 2, text: 'what it held is free' },
        { id: 'status.forward', indent: 1, text: 'pass the update on to f' },
      ],
    },
    {
      name: 'update',
      signature: 'f.statusUpdate(task, state)',
      lines: [
        { id: 'update.state', indent: 1, text: 'task.state = state; acknowledge' },
        { id: 'update.requeue', indent: 1, text: 'if lost: queue task again' },
      ],
    },
    {
      name: 'submit',
      signature: 'f.submit(tasks)',
      lines: [
        { id: 'submit.queue', indent: 1, text: 'queue += tasks' },
        { id: 'submit.revive', indent: 1, text: 'ask for offers (revive)' },
      ],
    },
    {
      name: 'wishes',
      signature: 'master.suppress(f), master.revive(f)',
      lines: [
        { id: 'suppress.note', indent: 1, text: 'suppress: no offers to f' },
        { id: 'revive.note', indent: 1, text: 'revive: offers, without filters' },
      ],
    },
    {
      name: 'rescind',
      signature: 'master.rescind(offer)',
      lines: [
        { id: 'rescind.back', indent: 1, text: 'the resources are free again' },
        { id: 'offer.rescinded', indent: 1, text: 'f: crosses the offer out' },
      ],
    },
    {
      name: 'register',
      signature: 'register()',
      lines: [
        { id: 'register.send', indent: 1, text: 'agent: tells the master what it has' },
        { id: 'register.agent', indent: 1, text: 'master: all of it is free' },
        { id: 'register.framework', indent: 1, text: 'framework: asks for offers' },
      ],
    },
    {
      name: 'report',
      signature: 'agent.report()',
      lines: [
        { id: 'report.send', indent: 1, text: 'tell the master what runs here' },
        { id: 'report.note', indent: 1, text: 'master: the agent is alive' },
      ],
    },
    {
      name: 'watch',
      signature: 'master.watch()',
      lines: [
        { id: 'watch.if', indent: 1, text: 'if 3 reports of an agent miss' },
        { id: 'watch.drop', indent: 2, text: 'give it up; its tasks are lost' },
      ],
    },
    {
      name: 'shutdown',
      signature: 'agent.shutdown()',
      lines: [{ id: 'shutdown.kill', indent: 1, text: 'kill the tasks' }],
    },
  ]
}
