/**
 * How clients keep their connection, in seconds; -1: they try for ever. The platform says 120, -1, 120, 30 (the last
 * one a random wait before the first attempt); shorter here, as people wait for it.
 */
export const clientConfig = { PingInterval: 30, ReconnectCount: -1, ReconnectInterval: 2, ReconnectNonce: 0 };
