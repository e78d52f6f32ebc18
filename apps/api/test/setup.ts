// Nest's packages must be loaded before the code under test: Jest's ESM registry otherwise links them twice.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
