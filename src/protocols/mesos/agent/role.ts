import { call, change, node, type Role, say } from '../../../engine/kernel/role.ts'
import {
  type Launch,
  type MesosCommand,
  type MesosContext,
  type MesosMessage,
  type MesosTimer,
  shortList,
  taskWords,
  type Update,
} from '../messages.ts'
import { words } from '../resources.ts'
import {
  type AgentState,
  type Attempt,
  type Ending,
  MASTER,
  MAX_SESSIONS,
  MAX_TRIES,
  type RunningTask,
  sameAttempt,
} from '../state.ts'

/**
 * An agent (the lecture's slave): it offers its resources through the master, starts executors for the
 * frameworks, runs their tasks and tells how those end (CS162 slides 58 to 60; NSDI 2011, section 3.1).
 */
export const agentRole: Role<AgentState, MesosMessage, MesosTimer, MesosCommand> = {
  onCommand(a, command, ctx) {
    if (command.do === 'start') {
      beginSession(a, ctx)
    } else if (command.do === 'finish') {
      const task = a.tasks.find((one) => one.framework === command.framework && one.task === command.task)
      if (task !== undefined) taskEnds(a, task, ctx)
    }
  },

  onMessage(a, message, _from, ctx) {
    switch (message.kind) {
      case 'agentRegistered':
        return registered(a, message.session, ctx)
      case 'runTask':
        return runTask(a, message.launch, message.session, ctx)
      case 'acknowledge':
        return acknowledged(a, message.update, message.session, ctx)
      case 'shutdownFramework':
        return shutdownFramework(a, message.framework, ctx)
      case 'shutdownAgent':
        return shutdown(a, message, ctx)
    }
  },

  onTimer(a, timer, ctx) {
    if (timer.kind === 'report') {
      a.reporting = false
      return a.registered ? report(a, ctx) : register(a, ctx)
    }
    if (timer.kind !== 'taskEnds') return
    const task = a.tasks.find((one) => sameAttempt(one, timer))
    if (task !== undefined) taskEnds(a, task, ctx)
  },

  /** The machine is back; what ran on it is gone, and the master learns that from the new session. */
  onRecover(a, ctx) {
    a.reporting = false
    beginSession(a, ctx)
  },
}

/** A new life of the agent: nothing runs on it, and it registers. */
function beginSession(a: AgentState, ctx: MesosContext, isRoutine = true): void {
  for (const task of a.tasks) {
    if (task.timer !== null) ctx.cancelTimer(task.timer)
    ctx.reply(task.operation, { state: 'lost' })
  }
  a.session++
  a.registered = false
  a.tries = 0
  a.executors = []
  a.tasks = []
  a.updates = []
  a.started = {}
  register(a, ctx, isRoutine)
}

function register(a: AgentState, ctx: MesosContext, isRoutine = true): void {
  a.tries++
  if (a.tries < MAX_TRIES) scheduleReport(a, ctx)
  ctx.send(MASTER, { kind: 'registerAgent', session: a.session, total: { ...a.total }, rack: a.rack })
  ctx.explain?.({
    line: 'register.send',
    value: words(a.total),
    says: say`${node(ctx.self)} has ${words(a.total)} and nothing to do`,
    sends: say`registers with the master`,
    ...(isRoutine ? { routine: true as const } : {}),
  })
}

function registered(a: AgentState, session: number, ctx: MesosContext): void {
  if (session === a.session) {
    a.registered = true
    scheduleReport(a, ctx)
  }
  ctx.explain?.({ says: say`${node(ctx.self)} is registered with the master`, routine: true })
}

function scheduleReport(a: AgentState, ctx: MesosContext): void {
  if (a.reporting) return
  a.reporting = true
  ctx.setTimer({ kind: 'report' }, a.report_us, 'background')
}

/** `agent.report()`: the agents tell the master continuously how they are (slide 60). */
function report(a: AgentState, ctx: MesosContext): void {
  scheduleReport(a, ctx)
  for (const update of a.updates) update.sent++
  ctx.send(MASTER, {
    kind: 'report',
    session: a.session,
    tasks: a.tasks.map(attemptOf),
    updates: a.updates.map(({ state, ...update }) => ({ ...attemptOf(update), state })),
  })
  ctx.explain?.({
    line: 'report.send',
    value: countOf(a.tasks),
    sends: say`reports to the master that it runs ${countOf(a.tasks)}`,
    routine: true,
  })
}

/** `agent.runTask(task)`: an executor of the framework runs it; the first task starts the executor (slide 49). */
function runTask(a: AgentState, launch: Launch, session: number, ctx: MesosContext): void {
  const { framework, task, job, attempt, cpus, mem_gb, duration_us } = launch
  if (session !== a.session || (a.started[framework]?.[task] ?? 0) >= attempt) {
    ctx.explain?.({ says: say`${node(ctx.self)} has dealt with ${call(task)} of ${node(framework)} before` })
    return
  }
  const isFirst = !a.executors.includes(framework)
  if (isFirst) a.executors.push(framework)
  a.started[framework] ??= {}
  a.started[framework][task] = attempt
  const operation = ctx.begin({
    of: 'task',
    agent: ctx.self,
    session,
    framework,
    task,
    attempt,
    cpus,
    mem_gb,
  })
  const timer =
    duration_us === null
      ? null
      : ctx.setTimer({ kind: 'taskEnds', framework, task, attempt }, duration_us, 'background')
  a.tasks.push({ framework, task, job, attempt, cpus, mem_gb, operation, timer })
  tell(a, { framework, task, attempt, state: 'running' }, ctx)
  ctx.explain?.({
    line: 'run.executor',
    value: isFirst ? `none of ${framework}` : `has one`,
    outcome: isFirst,
  })
  ctx.explain?.({
    line: 'run.start',
    value: `${framework}, ${task}`,
    says: isFirst
      ? say`${node(ctx.self)} starts an executor of ${node(framework)}, which ${change(`runs ${taskWords(launch)}`)} on ${words(launch)}`
      : say`${node(ctx.self)} has the executor of ${node(framework)} ${change(`run ${taskWords(launch)}`)} on ${words(launch)}`,
    sends: say`tells the master`,
  })
}

/** A task has done its work. Its resources are free here; the master learns it from the status update. */
function taskEnds(a: AgentState, task: RunningTask, ctx: MesosContext): void {
  const name = `${task.framework}’s ${taskWords(task)}`
  end(a, task, 'finished', ctx)
  ctx.explain?.({
    line: 'ends.send',
    value: `${task.task} finished`,
    says: say`${node(ctx.self)} ${change(`finishes ${name}`)}, which held ${words(task)}`,
    sends: say`sends the status update to the master`,
    milestone: `${task.framework}’s ${task.task} done`,
  })
}

function end(a: AgentState, task: RunningTask, state: Ending, ctx: MesosContext): void {
  if (task.timer !== null) ctx.cancelTimer(task.timer)
  ctx.reply(task.operation, { state })
  const attempt = attemptOf(task)
  a.tasks = a.tasks.filter((one) => !sameAttempt(one, attempt))
  a.updates.push({ ...attempt, state, sent: 1 })
  tell(a, { ...attempt, state }, ctx)
}

function tell(a: AgentState, update: Update, ctx: MesosContext): void {
  ctx.send(MASTER, { kind: 'statusUpdate', session: a.session, agent: String(ctx.self), update })
}

function acknowledged(a: AgentState, update: Update, session: number, ctx: MesosContext): void {
  if (session === a.session) a.updates = a.updates.filter((one) => !sameAttempt(one, update))
  ctx.explain?.({
    line: 'report.send',
    says: say`${node(ctx.self)} is done with ${update.task} of ${node(update.framework)}: it is ${update.state}, and ${update.framework} knows it`,
    routine: true,
  })
}

/** The framework is gone: its executor and its tasks go, too. */
function shutdownFramework(a: AgentState, framework: string, ctx: MesosContext): void {
  const tasks = a.tasks.filter((one) => one.framework === framework)
  a.executors = a.executors.filter((one) => one !== framework)
  for (const task of tasks) end(a, task, 'killed', ctx)
  ctx.explain?.({
    line: 'shutdown.kill',
    value: shortList(tasks.map(({ task }) => task)),
    says: say`${node(ctx.self)} stops the executor of ${node(framework)} and ${change(`kills ${countOf(tasks)}`)}`,
    ...(tasks.length === 0 ? { routine: true as const } : { sends: say`sends status updates to the master` }),
  })
}

/** The master has given this agent up: what it still runs is nobody's. */
function shutdown(
  a: AgentState,
  { session, stop }: Extract<MesosMessage, { kind: 'shutdownAgent' }>,
  ctx: MesosContext,
): void {
  if (session !== a.session) {
    ctx.explain?.({ says: say`${node(ctx.self)} has registered anew since`, routine: true })
    return
  }
  ctx.explain?.({
    line: 'shutdown.kill',
    says: say`${node(ctx.self)} does not count for the master any more and ${change(`kills ${countOf(a.tasks)}`)}`,
  })
  if (!stop && a.session < MAX_SESSIONS) return beginSession(a, ctx, false)
  for (const task of a.tasks) ctx.reply(task.operation, { state: 'lost' })
  a.tasks = []
  a.executors = []
  a.updates = []
  ctx.stop()
}

const countOf = (tasks: readonly unknown[]) => (tasks.length === 1 ? '1 task' : `${tasks.length} tasks`)

const attemptOf = ({ framework, task, attempt }: Attempt): Attempt => ({ framework, task, attempt })
