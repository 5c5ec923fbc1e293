export { type BrokerConnection, connectBroker } from './broker-connection.ts';
export { brokerUrlSchema } from './broker-url.ts';
export * from './exclusive-listener.ts';
export * from './open-channel.ts';
export * from './publisher.ts';
export * from './queue-depth.ts';
