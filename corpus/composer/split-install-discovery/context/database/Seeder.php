<?php

final class Seeder
{
}
