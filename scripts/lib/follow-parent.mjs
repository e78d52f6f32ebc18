// Loaded before a program of the product (`node --import`): when the process that started it is gone, even by `kill -9`,
// it ends as on SIGTERM instead of holding its port and database for ever.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
